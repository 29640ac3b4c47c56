import { defineComponent, h, shallowRef } from "vue";
import type { EchoState } from "../check/echo.ts";
import { useLevel } from "../composables/useLevel.ts";
import { checkText } from "../text/check-text.ts";

export interface MicrophoneTrialProps {
  readonly echo: EchoState;
  /** From 0 to 1. */
  readonly level: () => number;
  readonly onHearYourself: () => void;
}

/** How loud one is, to be seen, and how one sounds, to be heard. */
export const MicrophoneTrial = defineComponent<MicrophoneTrialProps>(
  (props) => {
    const bar = shallowRef<HTMLSpanElement | null>(null);
    useLevel(
      () => bar.value !== null,
      () => props.level(),
      (level) => bar.value?.style.setProperty("--level", String(level)),
    );
    const label = () => {
      const { microphone } = checkText.check;
      switch (props.echo) {
        case "ready":
        case "failed":
          return microphone.hearYourself;
        case "recording":
          return microphone.recording;
        case "playing":
          return microphone.playing;
      }
    };
    return () => {
      const isBusy = props.echo === "recording" || props.echo === "playing";
      return (
        <div class="check-line__trial">
          <div class="check-meter" role="img" aria-label={checkText.check.microphone.level}>
            <span ref={bar} class="check-meter__level" />
          </div>
          <button
            type="button"
            class="button button--quiet"
            aria-disabled={isBusy ? "true" : "false"}
            onClick={() => props.onHearYourself()}
          >
            {label()}
          </button>
          {props.echo === "failed"
            ? <p class="check-line__detail" role="alert">{checkText.check.microphone.cannotRecord}</p>
            : null}
        </div>
      );
    };
  },
  { name: "MicrophoneTrial", props: { echo: null, level: null, onHearYourself: null } },
);
