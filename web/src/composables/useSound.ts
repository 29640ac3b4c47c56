import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { type AudioDevice, audioDevice } from "../call/audio-device.ts";
import type { Browser } from "../call/browser.ts";
import { storedValue } from "../call/stored-value.ts";
import { AudioOutputs, type OutputRole, type OutputState } from "../sounds/audio-outputs.ts";
import { type RingChoice, ringChoice, ringTone, USUAL_RING } from "../sounds/ring-tones.ts";
import type { SoundOutput, ToneSound } from "../sounds/sound-tone.ts";
import { type ToneName, TONES } from "../sounds/tones.ts";
import { useOtherTabs } from "./useOtherTabs.ts";

/** How this device sounds; everything that tells something is to be asked in an effect. */
export interface SoundHere {
  /** Can a page choose where it sounds? Not in every browser. */
  readonly canChoose: boolean;
  /** Does the browser tell which devices there are? */
  readonly areTold: () => boolean;
  readonly there: () => readonly AudioDevice[];
  readonly state: (role: OutputRole) => OutputState;
  readonly output: (role: OutputRole) => SoundOutput;
  /** Null: the system's own. */
  readonly choose: (role: OutputRole, device: AudioDevice | null) => void;
  /** Looks which devices there are: more of them may be told by now. */
  readonly look: () => Promise<void>;
  readonly tone: (name: ToneName) => ToneSound;
  readonly ring: ReadonlyRef<RingChoice>;
  readonly chooseRing: (choice: RingChoice) => void;
}

/** Where this device sounds, and how it rings. */
export function useSound({ devices, storage }: Pick<Browser, "devices" | "storage">): SoundHere {
  const canChoose = "setSinkId" in HTMLMediaElement.prototype;
  const changes = shallowRef(0);
  const changed = () => changes.value += 1;
  const outputs = new AudioOutputs({
    devices: canChoose ? devices : undefined,
    chosen: {
      speaker: storedValue(storage, "duet.speaker", audioDevice),
      ringer: storedValue(storage, "duet.ringer", audioDevice),
    },
    changed,
  });
  const keptRing = ringChoice(storage);
  const ring = shallowRef(keptRing.load() ?? USUAL_RING);
  useOtherTabs(() => {
    ring.value = keptRing.load() ?? USUAL_RING;
    changed();
  });
  onScopeDispose(() => outputs.dispose());
  /** Asked for anew with each change. */
  const now = () => {
    void changes.value;
    return outputs;
  };
  const output = (role: OutputRole): SoundOutput => {
    const sink = now().sink(role);
    return { sink, refused: () => outputs.refused(role, sink) };
  };
  return {
    canChoose,
    areTold: () => now().areTold,
    there: () => now().there,
    state: (role) => now().state(role),
    output,
    choose: (role, device) => outputs.choose(role, device),
    look: outputs.look,
    tone: (name) =>
      name === "ring"
        ? { tone: ringTone(ring.value), volume: ring.value.volume, output: output("ringer") }
        : { tone: TONES[name], volume: 1, output: output("speaker") },
    ring,
    chooseRing(choice) {
      keptRing.save(choice);
      ring.value = choice;
    },
  };
}
