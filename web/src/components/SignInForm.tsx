import { defineComponent, h } from "vue";
import { useForm } from "../composables/useForm.ts";
import { text } from "../text/text.ts";
import { FormFoot } from "./FormFoot.tsx";
import { TextField } from "./TextField.tsx";

export interface SignInFormProps {
  /** Who signs in; null where that is asked. */
  readonly username: string | null;
  /** What is said before the fields, and after the button. */
  readonly lead?: string;
  readonly aside?: readonly string[];
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
}

/** Asks for a password, and for whose it is if that is not known. */
export const SignInForm = defineComponent<SignInFormProps>(
  (props) => {
    const form = useForm(
      { username: props.username ?? "", password: "" },
      ({ username, password }) => props.onSignIn(username.trim(), password),
    );
    return () => (
      <form class="form" novalidate onSubmit={form.submit}>
        {props.lead === undefined ? null : <p class="dialog__lead">{props.lead}</p>}
        {props.username !== null ? null : (
          <TextField
            label={text.signIn.name}
            type="text"
            autocomplete="username"
            {...form.field("username")}
          />
        )}
        <TextField
          label={text.signIn.password}
          type="password"
          autocomplete="current-password"
          {...form.field("password")}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.signIn.submit}
          busyLabel={text.signIn.submitting}
        />
        {props.aside?.map((line) => <p key={line} class="form__aside">{line}</p>)}
      </form>
    );
  },
  { name: "SignInForm", props: { username: null, lead: null, aside: null, onSignIn: null } },
);
