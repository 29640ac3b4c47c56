import { defineComponent, h } from "vue";
import { isAlias, plainName } from "../call/audio-device.ts";
import type { CheckSurroundings } from "../composables/useConnectionCheck.ts";
import { useMicrophoneTrial } from "../composables/useMicrophoneTrial.ts";
import { lateText as text } from "../text/late-text.ts";
import { browserFamily, problemWords } from "../text/words.ts";
import { ChoiceRow } from "./ChoiceRow.tsx";
import { LevelBar } from "./LevelBar.tsx";

/** Which microphone calls use, and a bar that shows whether it hears. */
export const MicrophoneRow = defineComponent<{ around: CheckSurroundings }>(
  (props) => {
    const { call } = props.around;
    const trial = useMicrophoneTrial(props.around);
    const browser = browserFamily(navigator.userAgent);
    const choices = () => [
      { value: "", label: text.call.systemMicrophone },
      ...trial.devices.value.filter((device) => device.id !== "" && !isAlias(device)).map((
        device,
        index,
      ) => ({
        value: device.id,
        label: plainName(device) || text.call.unnamedMicrophone(index + 1),
      })),
    ];
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
          choices={choices()}
          isWide
          news={news()}
          chosen={call.microphoneId.value ?? ""}
          onChoose={(id) => void trial.choose(id === "" ? null : id)}
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
