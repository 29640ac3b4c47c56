import { type Child, defineComponent, h } from "vue";
import type { CheckLine as Line } from "../check/report.ts";
import { lineWords } from "../text/check-words.ts";
import { lateText } from "../text/late-text.ts";
import { browserFamily } from "../text/words.ts";
import { CheckMark } from "./CheckMark.tsx";

export interface CheckLineProps {
  readonly line: Line;
  /** What can be done about it, below the words. */
  readonly content?: () => Child;
}

/** One thing that was checked: how it is, and what that means for calls. */
export const CheckLine = defineComponent<CheckLineProps>(
  (props) => () => {
    const { line } = props;
    const words = lineWords(line, browserFamily(navigator.userAgent), lateText);
    return (
      <li class="check-line">
        <CheckMark kind={line.verdict.kind} />
        <div class="check-line__words">
          <p class="check-line__subject">
            {lateText.check.subjects[line.subject]}
            <span class="unseen">: {lateText.check.verdicts[line.verdict.kind]}</span>
          </p>
          {words === "" ? null : <p class="check-line__detail">{words}</p>}
          {props.content?.() ?? null}
        </div>
      </li>
    );
  },
  { name: "CheckLine", props: { line: null, content: null } },
);
