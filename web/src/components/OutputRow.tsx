import { defineComponent, h } from "vue";
import { type AudioDevice, plainName } from "../call/audio-device.ts";
import type { SoundHere } from "../composables/useSound.ts";
import type { OutputRole } from "../sounds/audio-outputs.ts";
import { deviceChoices, SYSTEM } from "../text/device-choices.ts";
import { lateText as text } from "../text/late-text.ts";
import { outputWords } from "../text/output-words.ts";
import { ChoiceRow } from "./ChoiceRow.tsx";

export interface OutputRowProps {
  readonly role: OutputRole;
  readonly sound: SoundHere;
  /** The browser's own question for a device, where it has one (Firefox); rejects when none was chosen. */
  readonly onPick: (() => Promise<AudioDevice>) | null;
  readonly onTest: () => void;
}

/** On which device something sounds, and a sound to hear that. */
export const OutputRow = defineComponent<OutputRowProps>(
  (props) => {
    const { sound, role } = props;
    const pick = async (ask: () => Promise<AudioDevice>) => {
      const device = await ask().catch(() => null); // nothing was chosen: what was so stays
      if (device === null) return;
      sound.choose(role, device);
      void sound.look();
    };
    const choose = (value: string) => {
      sound.choose(role, sound.outputs.value.there.find((device) => device.id === value) ?? null);
    };
    const choices = () => {
      const { output } = text.settings;
      const { there, states: { [role]: state } } = sound.outputs.value;
      const away = state.kind === "away"
        ? [{ value: state.device.id, label: output.isAway(plainName(state.device) || output.thatDevice) }]
        : [];
      return [...deviceChoices(there, output), ...away];
    };
    return () => {
      const { output } = text.settings;
      const { areTold, states: { [role]: state } } = sound.outputs.value;
      const { onPick } = props;
      const news = areTold || onPick !== null ? outputWords(state, text) : null;
      return (
        <div role="group" aria-label={output[role]}>
          <ChoiceRow
            label={output[role]}
            hint={output[`${role}Hint`]}
            choices={choices()}
            isWide
            news={news ?? ""}
            chosen={state.kind === "system" ? SYSTEM : state.device.id}
            onChoose={choose}
          />
          <div class="dialog__row">
            {onPick === null
              ? null
              : (
                <button type="button" class="button button--quiet" onClick={() => void pick(onPick)}>
                  {output.pick}
                </button>
              )}
            <button type="button" class="button button--quiet" onClick={() => props.onTest()}>
              {output.test}
            </button>
          </div>
        </div>
      );
    };
  },
  { name: "OutputRow", props: { role: null, sound: null, onPick: null, onTest: null } },
);
