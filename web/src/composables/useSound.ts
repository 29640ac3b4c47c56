import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { type AudioDevice, audioDevice } from "../call/audio-device.ts";
import type { Browser } from "../call/browser.ts";
import { storedValue } from "../call/stored-value.ts";
import { AudioOutputs, type OutputRole, type Outputs, sinkOf } from "../sounds/audio-outputs.ts";
import { type RingChoice, ringChoice, ringTone, USUAL_RING } from "../sounds/ring-tones.ts";
import type { SoundOutput, ToneSound } from "../sounds/sound-tone.ts";
import { type ToneName, TONES } from "../sounds/tones.ts";
import { useOtherTabs } from "./useOtherTabs.ts";

/** How this device sounds. */
export interface SoundHere {
  /** Can a page choose where it sounds? Not in every browser. */
  readonly canChoose: boolean;
  readonly outputs: ReadonlyRef<Outputs>;
  /** Where something sounds by now; to be asked in an effect. */
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
  const audioOutputs = new AudioOutputs({
    devices: canChoose ? devices : undefined,
    chosen: {
      speaker: storedValue(storage, "duet.speaker", audioDevice),
      ringer: storedValue(storage, "duet.ringer", audioDevice),
    },
    changed: () => outputs.value = audioOutputs.known,
  });
  const outputs = shallowRef(audioOutputs.known);
  const keptRing = ringChoice(storage);
  const ring = shallowRef(keptRing.load() ?? USUAL_RING);
  useOtherTabs(() => {
    ring.value = keptRing.load() ?? USUAL_RING;
    audioOutputs.chosenElsewhere();
  });
  onScopeDispose(() => audioOutputs.dispose());
  const output = (role: OutputRole): SoundOutput => {
    const sink = sinkOf(outputs.value.states[role]);
    return { sink, refused: () => audioOutputs.refused(role, sink) };
  };
  return {
    canChoose,
    outputs,
    output,
    choose: (role, device) => audioOutputs.choose(role, device),
    look: audioOutputs.look,
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
