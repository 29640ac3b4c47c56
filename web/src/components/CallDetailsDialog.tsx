import { type Child, defineComponent, Fragment, h } from "vue";
import type { MediaPoint } from "../call/quality/media-history.ts";
import { useCallTimeline } from "../composables/useCallTimeline.ts";
import type { CheckSurroundings } from "../composables/useConnectionCheck.ts";
import { useMedia } from "../composables/useMedia.ts";
import { useNames } from "../composables/useNames.ts";
import type { Person } from "../contract.ts";
import { lateText } from "../text/late-text.ts";
import { shortDuration } from "../text/time.ts";
import { percent, timelineText } from "../text/timeline-words.ts";
import { CopyableText } from "./CopyableText.tsx";
import { Dialog } from "./Dialog.tsx";
import { MediaPlot, type PlotPoint } from "./MediaPlot.tsx";
import { SoundAtBothEnds } from "./SoundAtBothEnds.tsx";
import { TimelineList } from "./TimelineList.tsx";

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
    const names = useNames();
    const { timeline, hasFailed } = useCallTimeline(api, callId, clock, goesOn);
    const points = useMedia(call, callId, clock);
    const content = () => {
      const { details } = lateText;
      const name = names.of(props.peer);
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
                <SoundAtBothEnds lines={told.lines} peer={props.peer} />
                <h3 class="dialog__part">{details.timeline}</h3>
                {told.leftOut === 0
                  ? null
                  : <p class="dialog__lead">{details.timelineLeftOut(told.leftOut)}</p>}
                <TimelineList lines={told.lines} peer={props.peer} />
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
      <Dialog
        title={lateText.details.title(names.of(props.peer))}
        content={content}
        onClose={props.onClose}
      />
    );
  },
  { name: "CallDetailsDialog", props: { callId: null, peer: null, around: null, onClose: null } },
);

function plots(points: readonly MediaPoint[], name: string): Child {
  const { details, locale } = lateText;
  if (points.length === 0) return <p class="dialog__lead">{details.noPlots}</p>;
  const inMilliseconds = (value: number) => shortDuration(value, locale);
  const inPercent = (value: number) => percent(value, locale);
  const plot = (
    title: string,
    value: (point: MediaPoint) => number | null,
    atLeast: number,
    say: (value: number) => string,
  ) => {
    const measured = points.map((point) => ({ at: point.at, value: value(point) }));
    return <MediaPlot title={title} points={measured} atLeast={atLeast} words={extent(measured, say)} />;
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
function extent(points: readonly PlotPoint[], say: (value: number) => string): string {
  const measured = points.map(({ value }) => value).filter((value) => value !== null);
  const last = measured.at(-1);
  return last === undefined
    ? lateText.details.unmeasured
    : lateText.details.now(say(last), say(Math.max(...measured)));
}
