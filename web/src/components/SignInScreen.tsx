import { defineComponent, h } from "vue";
import { useForm } from "../composables/useForm.ts";
import { text } from "../text/text.ts";
import { EntryCard } from "./EntryCard.tsx";
import { FormFoot } from "./FormFoot.tsx";
import { TextField } from "./TextField.tsx";

export interface SignInScreenProps {
  /** The server has ended a session that was there. */
  readonly expired: boolean;
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
}

export const SignInScreen = defineComponent<SignInScreenProps>(
  (props) => {
    const form = useForm(
      { username: "", password: "" },
      ({ username, password }) => props.onSignIn(username.trim(), password),
    );
    const content = () => (
      <form class="form" novalidate onSubmit={form.submit}>
        <TextField
          label={text.signIn.name}
          type="text"
          name="username"
          autocomplete="username"
          value={form.values.value.username}
          problem={form.problemOf("username")}
          onChange={(value) => form.set("username", value)}
        />
        <TextField
          label={text.signIn.password}
          type="password"
          name="password"
          autocomplete="current-password"
          value={form.values.value.password}
          problem={form.problemOf("password")}
          onChange={(value) => form.set("password", value)}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.signIn.submit}
          busyLabel={text.signIn.submitting}
        />
        <p class="form__aside">{text.signIn.noAccount}</p>
      </form>
    );
    return () => (
      <EntryCard
        title={text.signIn.title}
        lead={props.expired ? text.signIn.expired : text.app.tagline}
        content={content}
      />
    );
  },
  { name: "SignInScreen", props: { expired: null, onSignIn: null } },
);
