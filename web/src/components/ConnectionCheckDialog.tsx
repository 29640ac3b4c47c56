import { type Child, defineComponent, Fragment, h, shallowRef } from "vue";
import { type CheckLine as Line, isOpen } from "../check/report.ts";
import { type CheckSurroundings, useConnectionCheck } from "../composables/useConnectionCheck.ts";
import { reportText } from "../text/check-words.ts";
import { lateText } from "../text/late-text.ts";
import { browserFamily } from "../text/words.ts";
import { CheckLine } from "./CheckLine.tsx";
import { CopyableText } from "./CopyableText.tsx";
import { Dialog } from "./Dialog.tsx";
import { MicrophoneTrial } from "./MicrophoneTrial.tsx";

export interface ConnectionCheckDialogProps {
  readonly around: CheckSurroundings;
  readonly onClose: () => void;
}

/** Checks everything that a call needs, and says what each thing means for calls. */
export const ConnectionCheckDialog = defineComponent<ConnectionCheckDialogProps>(
  (props) => {
    const check = useConnectionCheck(props.around);
    /** Counted up with each check. */
    const turn = shallowRef(0);
    const result = () => {
      const { userAgent } = navigator;
      return reportText(check.report.value, userAgent, browserFamily(userAgent), lateText);
    };
    const again = () => {
      if (check.summary.value === "running") return;
      turn.value += 1;
      check.again();
    };
    const trial = ({ subject, verdict }: Line): (() => Child) | null => {
      switch (subject) {
        case "microphone":
          return isOpen(verdict) ? microphoneTrial : null;
        case "loudspeaker":
          return loudspeakerTrial;
        default: // the others are checked without anybody
          return null;
      }
    };
    const microphoneTrial = () => (
      <MicrophoneTrial echo={check.echo.value} level={check.level} onHearYourself={check.hearYourself} />
    );
    const loudspeakerTrial = () => (
      <div class="check-line__trial">
        <button type="button" class="button button--quiet" onClick={check.playSound}>
          {lateText.check.loudspeaker.play}
        </button>
      </div>
    );
    const line = (shown: Line) => {
      const content = trial(shown);
      return <CheckLine key={shown.subject} line={shown} {...(content === null ? {} : { content })} />;
    };
    const againButton = () => (
      <button
        type="button"
        class="button button--primary"
        aria-disabled={check.summary.value === "running" ? "true" : "false"}
        onClick={again}
      >
        {lateText.check.again}
      </button>
    );
    const content = () => {
      const summary = check.summary.value;
      return (
        <>
          <p class="dialog__lead">{lateText.check.lead}</p>
          <p class={["check-summary", `check-summary--${summary}`]} role="status">
            {lateText.check.summary[summary]}
          </p>
          <ul class="check-lines">{check.report.value.map(line)}</ul>
          <CopyableText
            words={result}
            label={lateText.check.copy}
            byHand={lateText.check.copyByHand}
            name={lateText.check.result}
            turn={turn.value}
            beside={againButton}
          />
        </>
      );
    };
    return () => <Dialog title={lateText.check.title} content={content} onClose={props.onClose} />;
  },
  { name: "ConnectionCheckDialog", props: { around: null, onClose: null } },
);
