import { type Child, defineComponent, Fragment, h } from "vue";
import type { TimelineLine } from "../api/call-timeline.ts";
import type { Person } from "../contract.ts";
import { lateText } from "../text/late-text.ts";
import { deviceWords, lineWords, sinceStart } from "../text/timeline-words.ts";
import { PersonName } from "./PersonName.tsx";

export interface TimelineListProps {
  /** Oldest first. */
  readonly lines: readonly TimelineLine[];
  readonly peer: Person;
}

/** What has happened in a call, line after line: when, who and what. */
export const TimelineList = defineComponent<TimelineListProps>(
  (props) => () => (
    <ol class="timeline">
      {props.lines.map((line) => (
        <li class="timeline__line">
          <time class="timeline__at" datetime={new Date(line.at).toISOString()}>
            {sinceStart(line, props.lines)}
          </time>
          <p class="timeline__words">
            <span class="timeline__who">{who(line, props.peer)}:</span> {lineWords(line, lateText)}
          </p>
        </li>
      ))}
    </ol>
  ),
  { name: "TimelineList", props: { lines: null, peer: null } },
);

function who(line: TimelineLine, peer: Person): Child {
  const { you, server } = lateText.details;
  const device = deviceWords(line, lateText);
  return (
    <>
      {line.who === "me" ? you : line.who === "peer" ? <PersonName person={peer} /> : server}
      {device === null ? null : `, ${device}`}
    </>
  );
}
