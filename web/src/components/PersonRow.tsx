import { defineComponent, h, useId } from "vue";
import { useNames } from "../composables/useNames.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { Avatar } from "./Avatar.tsx";
import { Icon } from "./Icon.tsx";
import { PersonName } from "./PersonName.tsx";

export interface PersonRowProps {
  readonly person: Person;
  readonly online: boolean;
  /** Their calls do not reach us. */
  readonly blocked: boolean;
  /** One is in a call with them, on another device. */
  readonly talksElsewhere: boolean;
  /** In a call already: nobody else can be called now. The row can still be reached, as what stands beside it can. */
  readonly disabled: boolean;
  readonly tabindex: 0 | -1;
  readonly onCall: (person: Person) => void;
}

/** Somebody in the list. The whole row calls: one tap. */
export const PersonRow = defineComponent<PersonRowProps>(
  (props) => {
    const note = useId();
    const names = useNames();
    return () => {
      const { person, online } = props;
      return (
        <button
          type="button"
          class="row"
          aria-disabled={props.disabled ? "true" : undefined}
          tabindex={props.tabindex}
          aria-label={text.people.call(names.of(person))}
          aria-describedby={note}
          onClick={() => props.disabled ? undefined : props.onCall(person)}
        >
          <Avatar person={person} size="small" online={online} />
          <span class="row__words">
            <span class="row__name">
              <PersonName person={person} />
            </span>
            <span class="row__note" id={note}>
              {noteOn(props)}
            </span>
          </span>
          <span class="row__action">
            <Icon name="call" />
          </span>
        </button>
      );
    };
  },
  {
    name: "PersonRow",
    props: {
      person: null,
      online: null,
      blocked: null,
      talksElsewhere: null,
      disabled: null,
      tabindex: null,
      onCall: null,
    },
  },
);

function noteOn({ talksElsewhere, blocked, online }: PersonRowProps): string {
  if (talksElsewhere) return text.people.talksElsewhere;
  if (blocked) return text.person.blocked;
  return online ? text.people.online : text.people.offline;
}
