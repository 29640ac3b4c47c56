import { defineComponent, h } from "vue";
import type { EchoState } from "../check/echo.ts";
import { lateText } from "../text/late-text.ts";
import { LevelBar } from "./LevelBar.tsx";

export interface MicrophoneTrialProps {
  readonly echo: EchoState;
  /** From 0 to 1. */
  readonly level: () => number;
  readonly onHearYourself: () => void;
}

/** How loud one is, to be seen, and how one sounds, to be heard. */
export const MicrophoneTrial = defineComponent<MicrophoneTrialProps>(
  (props) => {
    const label = () => {
      const { microphone } = lateText.check;
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
          <LevelBar isListening level={props.level} />
          <button
            type="button"
            class="button button--quiet"
            aria-disabled={isBusy ? "true" : "false"}
            onClick={() => props.onHearYourself()}
          >
            {label()}
          </button>
          {props.echo === "failed"
            ? <p class="check-line__detail" role="alert">{lateText.check.microphone.cannotRecord}</p>
            : null}
        </div>
      );
    };
  },
  { name: "MicrophoneTrial", props: { echo: null, level: null, onHearYourself: null } },
);
