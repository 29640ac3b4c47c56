import { defineComponent, h } from "vue";

/** A name as somebody wrote it: in its own direction, and no word to be translated. */
export const PersonName = defineComponent<{ name: string }>(
  (props) => () => <bdi translate="no">{props.name}</bdi>,
  { name: "PersonName", props: { name: null } },
);
