import { defineComponent, h, useId } from "vue";
import type { PersonPresence } from "../composables/usePeople.ts";
import { text } from "../text/text.ts";
import { Avatar } from "./Avatar.tsx";
import { Icon } from "./Icon.tsx";

export interface PersonRowProps {
  readonly entry: PersonPresence;
  /** In a call already: nobody else can be called now. */
  readonly disabled: boolean;
  readonly onCall: () => void;
}

/** Somebody in the list. The whole row calls: one tap. */
export const PersonRow = defineComponent<PersonRowProps>(
  (props) => {
    const note = useId();
    return () => {
      const { person, online } = props.entry;
      return (
        <li>
          <button
            type="button"
            class="row"
            disabled={props.disabled}
            aria-label={text.people.call(person.name)}
            aria-describedby={note}
            onClick={props.onCall}
          >
            <Avatar person={person} size="small" online={online} />
            <span class="row__words">
              <span class="row__name">{person.name}</span>
              <span class="row__note" id={note}>{online ? text.people.online : text.people.offline}</span>
            </span>
            <span class="row__action">
              <Icon name="call" />
            </span>
          </button>
        </li>
      );
    };
  },
  { name: "PersonRow", props: { entry: null, disabled: null, onCall: null } },
);
