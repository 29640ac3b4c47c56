import { defineComponent, h } from "vue";
import type { CheckSurroundings } from "../composables/useConnectionCheck.ts";
import { useMicrophoneTrial } from "../composables/useMicrophoneTrial.ts";
import { lateText as text } from "../text/late-text.ts";
import { choiceOf, microphoneChoices, microphoneOf } from "../text/device-choices.ts";
import { browserFamily, problemWords } from "../text/words.ts";
import { ChoiceRow } from "./ChoiceRow.tsx";
import { LevelBar } from "./LevelBar.tsx";

/** Which microphone calls use, and a bar that shows whether it hears. */
export const MicrophoneRow = defineComponent<{ around: CheckSurroundings }>(
  (props) => {
    const { call } = props.around;
    const trial = useMicrophoneTrial(props.around);
    const browser = browserFamily(navigator.userAgent);
    const news = () => {
      const problem = trial.problem.value;
      if (problem === null) return "";
      const { title, detail } = problemWords(problem, browser, text);
      return detail === null ? title : `${title}. ${detail}`;
    };
    const button = () => {
      const { tryIt, stop } = text.settings.microphone;
      return (
        <button
          type="button"
          class="button button--quiet"
          onClick={() => trial.isHeard.value ? trial.stop() : void trial.start()}
        >
          {trial.isHeard.value ? stop : tryIt}
        </button>
      );
    };
    return () => (
      <div role="group" aria-label={text.call.microphone}>
        <ChoiceRow
          label={text.call.microphone}
          hint={text.settings.microphone.hint}
          choices={microphoneChoices(trial.devices.value, text)}
          isWide
          news={news()}
          chosen={choiceOf(call.microphoneId.value)}
          onChoose={(choice) => void trial.choose(microphoneOf(choice))}
        />
        <div class="dialog__row">
          <LevelBar isListening={trial.isHeard.value} level={trial.level} />
          {trial.isInCall.value ? null : button()}
        </div>
      </div>
    );
  },
  { name: "MicrophoneRow", props: { around: null } },
);
