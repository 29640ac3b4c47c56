import { type AudioDevice, listDevices, wantedDevice } from "../call/audio-device.ts";
import type { MediaDevicesLike } from "../call/audio-inputs.ts";
import type { StoredValue } from "../call/stored-value.ts";

/** What sounds: the voice of the other and all that belongs to a call, or the ring. */
export const OUTPUT_ROLES = ["speaker", "ringer"] as const;
export type OutputRole = typeof OUTPUT_ROLES[number];

/**
 * Where one of them sounds:
 *
 *     system ── a device is chosen ──▶ chosen ── it goes, or the browser tells none ─▶ away
 *     chosen ── it cannot be used ───▶ refused        away ── it is there again ─────▶ chosen
 *     every  ── the system's own is chosen ──▶ system
 *
 * While the chosen one is away or refused the system's own sounds, as it does before the devices were looked at.
 */
export type OutputState =
  | { readonly kind: "system" }
  | { readonly kind: "chosen" | "away" | "refused"; readonly device: AudioDevice };

export interface OutputParts {
  /** Absent where a page cannot choose: then all sounds as the system has it. */
  readonly devices: MediaDevicesLike | undefined;
  /** What was chosen on this device; nothing for the system's own. */
  readonly chosen: Readonly<Record<OutputRole, StoredValue<AudioDevice>>>;
  readonly changed: () => void;
}

/** The system's own output, as `setSinkId` knows it. */
export const SYSTEM_SINK = "";

/** The devices that sound, and which of them is used for what; it follows them as the microphone does its own. */
export class AudioOutputs {
  /** Null until they were looked at first. */
  #there: readonly AudioDevice[] | null = null;
  readonly #refused: Record<OutputRole, string | null> = { speaker: null, ringer: null };

  constructor(private readonly parts: OutputParts) {
    parts.devices?.addEventListener("devicechange", this.#devicesChanged);
    void this.look();
  }

  /** Those that can be chosen, as far as the browser tells them. The system's own is none of them. */
  get there(): readonly AudioDevice[] {
    return (this.#there ?? []).filter(({ id }) => id !== "default");
  }

  /** Does the browser tell of any? Not before a microphone was allowed. */
  get areTold(): boolean {
    return this.#there !== null && this.#there.length > 0;
  }

  /** Asked of what is kept each time: another tab of this device may have chosen. */
  state(role: OutputRole): OutputState {
    const wish = this.parts.chosen[role].load();
    if (wish === null || this.#there === null) return { kind: "system" };
    const { wanted, refused } = wantedDevice({ wish, refused: this.#refused[role] }, this.#there);
    if (wanted !== null) return { kind: "chosen", device: wanted };
    return refused === null
      ? { kind: "away", device: wish }
      : { kind: "refused", device: { id: refused, label: wish.label } };
  }

  /** What `setSinkId` is to be given. */
  sink(role: OutputRole): string {
    const state = this.state(role);
    return state.kind === "chosen" ? state.device.id : SYSTEM_SINK;
  }

  /** For this page and those to come; null is the system's own. */
  choose(role: OutputRole, device: AudioDevice | null): void {
    this.#refused[role] = null;
    this.parts.chosen[role].save(device);
    this.parts.changed();
  }

  /** The browser would not use this one. */
  refused(role: OutputRole, sink: string): void {
    this.#refused[role] = sink;
    this.parts.changed();
  }

  /** Looks which there are. Browsers tell more of them once a microphone was allowed, and say nothing when that happens. */
  readonly look = async (): Promise<void> => {
    if (this.parts.devices === undefined) return;
    const there = await listDevices(this.parts.devices, "audiooutput");
    this.#there = there;
    for (const role of OUTPUT_ROLES) {
      const wish = this.parts.chosen[role].load();
      this.#refused[role] = wantedDevice({ wish, refused: this.#refused[role] }, there).refused;
    }
    this.parts.changed();
  };

  readonly #devicesChanged = (): void => void this.look();

  dispose(): void {
    this.parts.devices?.removeEventListener("devicechange", this.#devicesChanged);
  }
}
