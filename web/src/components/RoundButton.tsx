import { defineComponent, h } from "vue";
import { Icon, type IconName } from "./Icon.tsx";

export interface RoundButtonProps {
  readonly label: string;
  readonly icon: IconName;
  readonly look: "accept" | "refuse" | "plain" | "on";
  readonly keys?: string;
  /** The same keys in the words of `aria-keyshortcuts`. */
  readonly shortcut?: string;
  readonly onPress: () => void;
}

/** One of the big buttons of a call, with its name below, and its keys where there is a keyboard. */
export const RoundButton = defineComponent<RoundButtonProps>(
  (props) => () => (
    <button
      type="button"
      class={["round", `round--${props.look}`]}
      aria-keyshortcuts={props.shortcut}
      onClick={props.onPress}
    >
      <span class="round__disc">
        <Icon name={props.icon} />
      </span>
      <span class="round__label">{props.label}</span>
      {props.keys === undefined ? null : <kbd class="key" aria-hidden="true">{props.keys}</kbd>}
    </button>
  ),
  {
    name: "RoundButton",
    props: { label: null, icon: null, look: null, keys: null, shortcut: null, onPress: null },
  },
);
