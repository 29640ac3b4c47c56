import { defineComponent, h } from "vue";
import { useNames } from "../composables/useNames.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";

export interface RowOptionsProps {
  readonly person: Person;
  readonly tabindex: 0 | -1;
  readonly onOptions: (person: Person) => void;
}

/** Beside a row, what can be done about its person other than to call them. */
export const RowOptions = defineComponent<RowOptionsProps>(
  (props) => {
    const names = useNames();
    return () => {
      const label = text.person.options(names.of(props.person));
      return (
        <button
          type="button"
          class="icon-button row-options"
          tabindex={props.tabindex}
          aria-label={label}
          aria-haspopup="dialog"
          title={label}
          onClick={() => props.onOptions(props.person)}
        >
          <Icon name="more" />
        </button>
      );
    };
  },
  { name: "RowOptions", props: { person: null, tabindex: null, onOptions: null } },
);
