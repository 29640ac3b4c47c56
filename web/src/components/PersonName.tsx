import { defineComponent, h } from "vue";
import { useNames } from "../composables/useNames.ts";
import type { Person } from "../contract.ts";

/** A name as somebody wrote it: in its own direction, and no word to be translated. */
export const BareName = defineComponent<{ name: string }>(
  (props) => () => <bdi translate="no">{props.name}</bdi>,
  { name: "BareName", props: { name: null } },
);

/** The same, and where they could be mistaken for somebody else, beside it stands how they sign in. */
export const PersonName = defineComponent<{ person: Person }>(
  (props) => {
    const names = useNames();
    return () => {
      const { person } = props;
      const name = <BareName name={person.name} />;
      if (!names.isMistakable(person)) return name;
      return (
        <span class="told-apart">
          {name} <BareName name={`(${person.username})`} />
        </span>
      );
    };
  },
  { name: "PersonName", props: { person: null } },
);
