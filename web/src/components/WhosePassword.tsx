import { defineComponent, h } from "vue";

/** Not seen, so that a password manager knows whose password is asked for in a form. */
export const WhosePassword = defineComponent<{ username: string }>(
  (props) => () => <input type="text" hidden autocomplete="username" value={props.username} />,
  { name: "WhosePassword", props: { username: null } },
);
