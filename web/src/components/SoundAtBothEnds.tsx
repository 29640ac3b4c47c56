import { defineComponent, h } from "vue";
import type { TimelineLine } from "../api/call-timeline.ts";
import type { Person } from "../contract.ts";
import { lateText } from "../text/late-text.ts";
import { soundParts } from "../text/timeline-words.ts";
import { PersonName } from "./PersonName.tsx";

export interface SoundAtBothEndsProps {
  readonly lines: readonly TimelineLine[];
  readonly peer: Person;
}

/** What both devices have told last of how it sounded, side by side. */
export const SoundAtBothEnds = defineComponent<SoundAtBothEndsProps>(
  (props) => {
    const toldBy = (who: "me" | "peer") => {
      const told = props.lines.filter((line) => line.kind === "sounded" && line.who === who).at(-1);
      return new Map(
        told?.kind === "sounded" ? soundParts(told, lateText).map(({ label, value }) => [label, value]) : [],
      );
    };
    return () => {
      const { details } = lateText;
      const [mine, theirs] = [toldBy("me"), toldBy("peer")];
      const labels = [
        details.way,
        details.codec,
        details.roundTrip,
        details.loss,
        details.jitter,
        details.madeUp,
        details.level,
      ]
        .filter((label) => mine.has(label) || theirs.has(label));
      if (labels.length === 0) return <p class="dialog__lead">{details.noSides}</p>;
      return (
        <table class="sides">
          <thead>
            <tr>
              <td />
              <th scope="col">{details.you}</th>
              <th scope="col">
                <PersonName person={props.peer} />
              </th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label) => (
              <tr>
                <th scope="row">{label}</th>
                <td>{mine.get(label) ?? "–"}</td>
                <td>{theirs.get(label) ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    };
  },
  { name: "SoundAtBothEnds", props: { lines: null, peer: null } },
);
