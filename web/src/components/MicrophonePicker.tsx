import { defineComponent, h } from "vue";
import { trackOf } from "../call/microphone-state.ts";
import type { Call } from "../composables/useCall.ts";
import { choiceOf, microphoneChoices, microphoneOf } from "../text/device-choices.ts";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";
import { LevelBar } from "./LevelBar.tsx";

/** Which microphone, and a bar that shows that it hears. */
export const MicrophonePicker = defineComponent<{ call: Call }>(
  (props) => {
    const { call } = props;
    const level = () => call.level("me");
    let latest = 0;
    const choose = async ({ target }: Event) => {
      if (!(target instanceof HTMLSelectElement)) return;
      const choice = ++latest;
      await call.chooseMicrophone(microphoneOf(target.value));
      // A choice that failed changes nothing for Vue to render, so the field is put right by hand.
      if (choice === latest) target.value = choiceOf(call.microphoneId.value);
    };
    return () => (
      <div class="picker">
        <span class="picker__icon">
          <Icon name="microphone" />
        </span>
        <select
          class="picker__select"
          aria-label={text.call.microphone}
          value={choiceOf(call.microphoneId.value)}
          onChange={choose}
        >
          {microphoneChoices(call.microphones.value, text).map(({ value, label }) => (
            <option key={value} value={value} selected={value === choiceOf(call.microphoneId.value)}>
              {label}
            </option>
          ))}
        </select>
        <span class="picker__chevron">
          <Icon name="down" />
        </span>
        <LevelBar isListening={trackOf(call.microphone.value) !== null} level={level} />
      </div>
    );
  },
  { name: "MicrophonePicker", props: { call: null } },
);
