import { defineComponent, h } from "vue";
import { useDay } from "../composables/useDay.ts";
import type { QuietHere } from "../composables/useQuiet.ts";
import { quietWords } from "../text/quiet-words.ts";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";

export interface QuietSignProps {
  readonly quiet: QuietHere;
  readonly onSwitchOff: () => void;
}

/** Why a call makes no noise here, as long as none does. */
export const QuietSign = defineComponent<QuietSignProps>(
  (props) => {
    const now = useDay();
    const line = (words: string, isToBeSwitchedOff: boolean) => (
      <div class="quiet">
        <Icon name="moon" />
        <span class="quiet__words">{words}</span>
        {isToBeSwitchedOff
          ? (
            <button
              type="button"
              class="quiet__off"
              aria-label={text.quiet.switchOffAll}
              onClick={() => props.onSwitchOff()}
            >
              {text.quiet.switchOff}
            </button>
          )
          : null}
      </div>
    );
    return () => {
      const { wanted, ringsHere } = props.quiet;
      return (
        <div aria-live="polite">
          {wanted.value !== null
            ? line(quietWords(wanted.value, now.value, text), true)
            : ringsHere.value
            ? null
            : line(text.quiet.silentHere, false)}
        </div>
      );
    };
  },
  { name: "QuietSign", props: { quiet: null, onSwitchOff: null } },
);
