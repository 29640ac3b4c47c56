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
  readonly aside?: string;
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
}

/** Asks for a password, and for whose it is if that is not known. */
export const SignInForm = defineComponent<SignInFormProps>(
  (props) => {
    const known = props.username;
    const form = useForm<Record<string, string>>(
      known === null ? { username: "", password: "" } : { password: "" },
      ({ username = known ?? "", password = "" }) => props.onSignIn(username.trim(), password),
    );
    return () => (
      <form class="form" novalidate onSubmit={form.submit}>
        {props.lead === undefined ? null : <p class="dialog__lead">{props.lead}</p>}
        {known !== null ? null : (
          <TextField
            label={text.signIn.name}
            type="text"
            name="username"
            autocomplete="username"
            value={form.values.value.username ?? ""}
            problem={form.problemOf("username")}
            onChange={(value) => form.set("username", value)}
          />
        )}
        <TextField
          label={text.signIn.password}
          type="password"
          name="password"
          autocomplete="current-password"
          value={form.values.value.password ?? ""}
          problem={form.problemOf("password")}
          onChange={(value) => form.set("password", value)}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.signIn.submit}
          busyLabel={text.signIn.submitting}
        />
        {props.aside === undefined ? null : <p class="form__aside">{props.aside}</p>}
      </form>
    );
  },
  { name: "SignInForm", props: { username: null, lead: null, aside: null, onSignIn: null } },
);
