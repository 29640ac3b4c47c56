import { defineComponent, h } from "vue";
import { Icon, type IconName } from "./Icon.tsx";

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** A list with nothing in it says why, and what to do about it. */
export const EmptyState = defineComponent<EmptyStateProps>(
  (props) => () => (
    <div class="empty">
      <span class="empty__icon">
        <Icon name={props.icon} />
      </span>
      <p class="empty__title">{props.title}</p>
      {props.hint === undefined ? null : <p class="empty__hint">{props.hint}</p>}
      {props.action === undefined
        ? null
        : (
          <button type="button" class="button button--quiet" onClick={props.action.run}>
            {props.action.label}
          </button>
        )}
    </div>
  ),
  { name: "EmptyState", props: { icon: null, title: null, hint: null, action: null } },
);
