import { defineComponent, Fragment, h } from "vue";
import { systemClock } from "../call/clock.ts";
import { useDay } from "../composables/useDay.ts";
import type { QuietHere } from "../composables/useQuiet.ts";
import { type DoNotDisturb, UNTIL_SWITCHED_OFF } from "../quiet/do-not-disturb.ts";
import { quietChoices, quietWords } from "../text/quiet-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { SwitchRow } from "./SwitchRow.tsx";

export interface QuietSettingsProps {
  readonly quiet: QuietHere;
  /** Null: everything may disturb again. */
  readonly onDoNotDisturb: (wanted: DoNotDisturb | null) => void;
}

/** Whether calls may disturb the person, and this device. */
export const QuietSettings = defineComponent<QuietSettingsProps>(
  (props) => {
    const now = useDay();
    return () => {
      const { quiet, onDoNotDisturb } = props;
      const wanted = quiet.wanted.value;
      const ends = quietChoices(now.value, text).filter(({ from }) => from(now.value).until !== null);
      return (
        <>
          <SwitchRow
            label={text.quiet.title}
            hint={wanted === null ? text.quiet.hint : `${quietWords(wanted, now.value, text)}.`}
            isOn={wanted !== null}
            isDisabled={false}
            onChange={(isOn) => onDoNotDisturb(isOn ? UNTIL_SWITCHED_OFF : null)}
          />
          <div class="dialog__row" role="group" aria-label={text.quiet.title}>
            {ends.map(({ label, from }) => (
              <button
                key={label}
                type="button"
                class="button button--quiet"
                onClick={() => onDoNotDisturb(from(systemClock.wallTime()))}
              >
                {label}
              </button>
            ))}
          </div>
          <SwitchRow
            label={text.quiet.ringsHere}
            hint={text.quiet.ringsHereHint}
            isOn={quiet.ringsHere.value}
            isDisabled={false}
            onChange={quiet.ringHere}
          />
        </>
      );
    };
  },
  { name: "QuietSettings", props: { quiet: null, onDoNotDisturb: null } },
);
