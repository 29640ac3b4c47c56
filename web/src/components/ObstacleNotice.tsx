import { defineComponent, h } from "vue";
import type { Obstacle } from "../call/obstacles.ts";
import { lateText as text } from "../text/late-text.ts";
import { Notice } from "./Notice.tsx";

export interface ObstacleNoticeProps {
  readonly obstacle: Obstacle;
  /** Loads the page again. */
  readonly onReload: () => void;
}

/** Says why no call can be made or answered from this page, before anybody tries. */
export const ObstacleNotice = defineComponent<ObstacleNoticeProps>(
  (props) => () => (
    <Notice
      tone="trouble"
      message={text.obstacles[props.obstacle]}
      {...(mayPass(props.obstacle) ? { action: { label: text.update.again, run: props.onReload } } : {})}
    />
  ),
  { name: "ObstacleNotice", props: { obstacle: null, onReload: null } },
);

/** Can it be so no more when the page is loaded again, at the same address and in the same browser? */
function mayPass(obstacle: Obstacle): boolean {
  return obstacle === "forbidden" || obstacle === "no-connections";
}
