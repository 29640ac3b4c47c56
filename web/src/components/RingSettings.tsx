import { defineComponent, Fragment, h } from "vue";
import type { SoundHere } from "../composables/useSound.ts";
import { RING_NAMES, type RingChoice, ringTone, USUAL_RING } from "../sounds/ring-tones.ts";
import type { ToneSound } from "../sounds/sound-tone.ts";
import { lateText as text } from "../text/late-text.ts";
import { ChoiceRow } from "./ChoiceRow.tsx";
import { RangeRow } from "./RangeRow.tsx";

export interface RingSettingsProps {
  readonly sound: SoundHere;
  readonly onPlay: (sound: ToneSound) => void;
}

/** How it rings on this device, to be heard whenever it is chosen. */
export const RingSettings = defineComponent<RingSettingsProps>(
  (props) => {
    const choose = (choice: RingChoice) => {
      props.sound.chooseRing(choice);
      const { volume } = choice;
      props.onPlay({ tone: { ...ringTone(choice), times: 1 }, volume, output: props.sound.output("ringer") });
    };
    return () => {
      const { ring } = text.settings;
      const choice = props.sound.ring.value;
      const loudness = choice.volume === 0
        ? ring.silent
        : choice.volume.toLocaleString(text.locale, { style: "percent" });
      return (
        <>
          <ChoiceRow
            label={ring.tone}
            hint={ring.toneHint}
            choices={RING_NAMES.map((name) => ({ value: name, label: ring.tones[name] }))}
            chosen={choice.tone === "unknown" ? USUAL_RING.tone : choice.tone}
            onChoose={(value) => {
              const tone = RING_NAMES.find((name) => name === value);
              if (tone !== undefined) choose({ ...choice, tone });
            }}
          />
          <RangeRow
            label={ring.volume}
            hint={loudness}
            value={Math.round(100 * choice.volume)}
            words={loudness}
            onChange={(value) => choose({ ...choice, volume: value / 100 })}
          />
        </>
      );
    };
  },
  { name: "RingSettings", props: { sound: null, onPlay: null } },
);
