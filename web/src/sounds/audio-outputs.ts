import { type AudioDevice, isAlias, listDevices, wantedDevice } from "../call/audio-device.ts";
import type { MediaDevicesLike } from "../call/audio-inputs.ts";
import type { StoredValue } from "../call/stored-value.ts";

/** What sounds: the voice of the other and all that belongs to a call, or the ring. */
export const OUTPUT_ROLES = ["speaker", "ringer"] as const;
export type OutputRole = typeof OUTPUT_ROLES[number];

/**
 * Where one of them sounds:
 *
 *     system ── a device is chosen ──▶ chosen ── it goes, or the browser tells none ─▶ away
 *     chosen ── it cannot be used, or does not answer ─▶ refused        away ── it is there again ─────▶ chosen
 *     every  ── the system's own is chosen ──▶ system
 *
 * While the chosen one is away or refused the system's own sounds, as it does before the devices were looked at.
 */
export type OutputState =
  | { readonly kind: "system" }
  | { readonly kind: "chosen" | "away" | "refused"; readonly device: AudioDevice };

/** The devices that sound, as far as they are known, and where each role sounds by now. */
export interface Outputs {
  /** Those that can be chosen, each once. The system's own is none of them. */
  readonly there: readonly AudioDevice[];
  /** Does the browser tell of any? Not before a microphone was allowed. */
  readonly areTold: boolean;
  readonly states: Readonly<Record<OutputRole, OutputState>>;
}

export interface OutputParts {
  /** Absent where a page cannot choose: then all sounds as the system has it. */
  readonly devices: MediaDevicesLike | undefined;
  /** What was chosen on this device; nothing for the system's own. */
  readonly chosen: Readonly<Record<OutputRole, StoredValue<AudioDevice>>>;
  /** `known` is another value. */
  readonly changed: () => void;
}

/** The system's own output, as `setSinkId` knows it. */
export const SYSTEM_SINK = "";

/** What `setSinkId` is to be given. */
export function sinkOf(state: OutputState): string {
  return state.kind === "chosen" ? state.device.id : SYSTEM_SINK;
}

/** The devices that sound, and which of them is used for what; it follows them as the microphone does its own. */
export class AudioOutputs {
  /** Null until they were looked at first. */
  #there: readonly AudioDevice[] | null = null;
  readonly #refused: Record<OutputRole, string | null> = { speaker: null, ringer: null };

  #known: Outputs;

  constructor(private readonly parts: OutputParts) {
    this.#known = this.#now();
    parts.devices?.addEventListener("devicechange", this.#devicesChanged);
    void this.look();
  }

  /** Another value with each change, and the same one until then. */
  get known(): Outputs {
    return this.#known;
  }

  /** For this page and those to come; null is the system's own. */
  choose(role: OutputRole, device: AudioDevice | null): void {
    this.#refused[role] = null;
    this.parts.chosen[role].save(device);
    this.#changed();
  }

  /** Another tab of this device may have chosen. */
  chosenElsewhere(): void {
    this.#changed();
  }

  /** The browser would not use this one. Of the system's own there is nothing to fall back to. */
  refused(role: OutputRole, sink: string): void {
    if (sink === SYSTEM_SINK) return;
    this.#refused[role] = sink;
    this.#changed();
  }

  /** Looks which there are. Browsers tell more of them once a microphone was allowed, and say nothing when that happens. */
  readonly look = async (): Promise<void> => {
    if (this.parts.devices === undefined) return;
    const there = await listDevices(this.parts.devices, "audiooutput");
    this.#there = there;
    for (const role of OUTPUT_ROLES) {
      const wish = this.parts.chosen[role].load();
      this.#refused[role] = wantedDevice({ wish, refused: this.#refused[role] }, devicesIn(there)).refused;
    }
    this.#changed();
  };

  readonly #devicesChanged = (): void => void this.look();

  dispose(): void {
    this.parts.devices?.removeEventListener("devicechange", this.#devicesChanged);
  }

  #changed(): void {
    this.#known = this.#now();
    this.parts.changed();
  }

  #now(): Outputs {
    const there = this.#there ?? [];
    return {
      there: devicesIn(there),
      areTold: there.length > 0,
      states: { speaker: this.#state("speaker"), ringer: this.#state("ringer") },
    };
  }

  #state(role: OutputRole): OutputState {
    const wish = this.parts.chosen[role].load();
    // An alias was on the list once, and is what the system has.
    if (wish === null || isAlias(wish) || this.#there === null) return { kind: "system" };
    const { wanted, refused } = wantedDevice({ wish, refused: this.#refused[role] }, devicesIn(this.#there));
    if (wanted !== null) return { kind: "chosen", device: wanted };
    return refused === null
      ? { kind: "away", device: wish }
      : { kind: "refused", device: { id: refused, label: wish.label } };
  }
}

function devicesIn(listed: readonly AudioDevice[]): AudioDevice[] {
  return listed.filter((device) => !isAlias(device));
}
