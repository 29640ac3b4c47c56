import { type Child, defineComponent, Fragment, h } from "vue";
import type { TimelineLine } from "../api/call-timeline.ts";
import type { MediaPoint } from "../call/quality/media-history.ts";
import { useCallTimeline } from "../composables/useCallTimeline.ts";
import type { CheckSurroundings } from "../composables/useConnectionCheck.ts";
import { useMedia } from "../composables/useMedia.ts";
import type { Person } from "../contract.ts";
import { lateText } from "../text/late-text.ts";
import {
  lineWords,
  milliseconds,
  percent,
  sinceStart,
  timelineText,
  whoWords,
} from "../text/timeline-words.ts";
import { CopyableText } from "./CopyableText.tsx";
import { Dialog } from "./Dialog.tsx";
import { MediaPlot } from "./MediaPlot.tsx";
import { SoundAtBothEnds } from "./SoundAtBothEnds.tsx";

export interface CallDetailsDialogProps {
  readonly callId: string;
  readonly peer: Person;
  readonly around: CheckSurroundings;
  readonly onClose: () => void;
}

/** Everything there is to know of a call: how it sounds, at both ends, and what has happened. */
export const CallDetailsDialog = defineComponent<CallDetailsDialogProps>(
  (props) => {
    const { callId, around: { api, browser: { clock }, call } } = props;
    const goesOn = () => {
      const view = call.view.value;
      return view.state !== "idle" && view.call.callId === callId;
    };
    const { timeline, hasFailed } = useCallTimeline(api, callId, clock, goesOn);
    const points = useMedia(call, callId, clock);
    const content = () => {
      const { details } = lateText;
      const name = props.peer.name;
      const told = timeline.value;
      return (
        <>
          <h3 class="dialog__part">{details.plots}</h3>
          {plots(points.value, name)}
          {told === null
            ? (
              <p class="dialog__lead" aria-live="polite">
                {hasFailed.value ? details.failed : lateText.wait}
              </p>
            )
            : (
              <>
                <h3 class="dialog__part">{details.sides}</h3>
                <SoundAtBothEnds lines={told.lines} name={name} />
                <h3 class="dialog__part">{details.timeline}</h3>
                {told.leftOut === 0
                  ? null
                  : <p class="dialog__lead">{details.timelineLeftOut(told.leftOut)}</p>}
                <ol class="timeline">{told.lines.map((line) => row(line, told.lines, name))}</ol>
                <CopyableText
                  words={() => timelineText(told.lines, name, lateText)}
                  label={details.copy}
                  byHand={details.copyByHand}
                  name={details.timeline}
                />
              </>
            )}
        </>
      );
    };
    return () => (
      <Dialog title={lateText.details.title(props.peer.name)} content={content} onClose={props.onClose} />
    );
  },
  { name: "CallDetailsDialog", props: { callId: null, peer: null, around: null, onClose: null } },
);

function row(line: TimelineLine, lines: readonly TimelineLine[], name: string): Child {
  return (
    <li class="timeline__line">
      <time class="timeline__at" datetime={new Date(line.at).toISOString()}>{sinceStart(line, lines)}</time>
      <p class="timeline__words">
        <span class="timeline__who">{whoWords(line, name, lateText)}:</span> {lineWords(line, lateText)}
      </p>
    </li>
  );
}

function plots(points: readonly MediaPoint[], name: string): Child {
  const { details, locale } = lateText;
  if (points.length === 0) return <p class="dialog__lead">{details.noPlots}</p>;
  const inMilliseconds = (value: number) => milliseconds(value, locale);
  const inPercent = (value: number) => percent(value, locale);
  const plot = (
    title: string,
    value: (point: MediaPoint) => number | null,
    atLeast: number,
    say: (value: number) => string,
  ) => {
    const values = points.map(value);
    return <MediaPlot title={title} values={values} atLeast={atLeast} words={extent(values, say)} />;
  };
  return (
    <div class="plots">
      {plot(details.roundTrip, ({ roundTrip }) => roundTrip, 100, inMilliseconds)}
      {plot(details.jitter, ({ jitter }) => jitter, 20, inMilliseconds)}
      {plot(details.lossToMe, ({ loss }) => loss, 0.05, inPercent)}
      {plot(details.lossToPeer(name), ({ sentLoss }) => sentLoss, 0.05, inPercent)}
    </div>
  );
}

/** The last value that was measured, and the highest. */
function extent(values: readonly (number | null)[], say: (value: number) => string): string {
  const measured = values.filter((value) => value !== null);
  const last = measured.at(-1);
  return last === undefined
    ? lateText.details.unmeasured
    : lateText.details.now(say(last), say(Math.max(...measured)));
}
