import { defineComponent, Fragment, h } from "vue";
import { PROCESSING_STEPS } from "../call/voice-processing.ts";
import type { Call } from "../composables/useCall.ts";
import { lateText as text } from "../text/late-text.ts";
import { SwitchRow } from "./SwitchRow.tsx";

/** What is done to one's own voice before it is sent. */
export const VoiceSettings = defineComponent<{ call: Call }>(
  (props) => () => {
    const { processing, processVoice } = props.call;
    const { voice } = text.settings;
    return (
      <>
        {PROCESSING_STEPS.map((step) => (
          <SwitchRow
            key={step}
            label={voice[step]}
            hint={voice[`${step}Hint`]}
            isOn={processing.value[step]}
            isDisabled={false}
            onChange={(isOn) => processVoice({ ...processing.value, [step]: isOn })}
          />
        ))}
      </>
    );
  },
  { name: "VoiceSettings", props: { call: null } },
);
