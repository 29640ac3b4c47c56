import { defineComponent, h } from "vue";
import type { Message } from "../text/words.ts";
import { Icon } from "./Icon.tsx";

export interface NoticeProps {
  readonly message: Message;
  readonly tone: "trouble" | "calm";
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Something to know, in words: what happened, and what to do. Trouble is announced at once, all else in its turn. */
export const Notice = defineComponent<NoticeProps>(
  (props) => () => (
    <div class={["notice", `notice--${props.tone}`]} role={props.tone === "trouble" ? "alert" : "status"}>
      {props.tone === "trouble" ? <Icon name="warning" /> : null}
      <div class="notice__words">
        <p class="notice__title">{props.message.title}</p>
        {props.message.detail === null ? null : <p class="notice__detail">{props.message.detail}</p>}
      </div>
      {props.action === undefined
        ? null
        : (
          <button type="button" class="button button--quiet" onClick={props.action.run}>
            {props.action.label}
          </button>
        )}
    </div>
  ),
  { name: "Notice", props: { message: null, tone: null, action: null } },
);
