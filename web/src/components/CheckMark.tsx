import { defineComponent, h } from "vue";
import type { CheckLine } from "../check/report.ts";
import { Icon, type IconName } from "./Icon.tsx";

type Kind = CheckLine["verdict"]["kind"];

const ICONS: Readonly<Record<Kind, IconName>> = {
  waiting: "dots",
  running: "circle",
  fine: "check",
  played: "dash",
  weak: "warning",
  failed: "close",
  skipped: "dash",
};

/** The sign beside a line of the check; what it means stands in words beside it. */
export const CheckMark = defineComponent<{ kind: Kind }>(
  (props) => () => (
    <span class={["check-mark", `check-mark--${props.kind}`]}>
      <Icon name={ICONS[props.kind]} />
    </span>
  ),
  { name: "CheckMark", props: { kind: null } },
);
