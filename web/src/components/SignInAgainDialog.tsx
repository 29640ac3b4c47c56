import { defineComponent, h } from "vue";
import { useForm } from "../composables/useForm.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { Dialog } from "./Dialog.tsx";
import { FormFoot } from "./FormFoot.tsx";
import { TextField } from "./TextField.tsx";

export interface SignInAgainDialogProps {
  readonly me: Person;
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the password once more, of the person whose call goes on behind it. */
export const SignInAgainDialog = defineComponent<SignInAgainDialogProps>(
  (props) => {
    const form = useForm({ password: "" }, async ({ password }) => {
      await props.onSignIn(props.me.username, password);
      props.onClose();
    });
    const content = () => (
      <form class="form" novalidate onSubmit={form.submit}>
        <p class="dialog__lead">{text.session.signInAgain(props.me.name)}</p>
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
      </form>
    );
    return () => <Dialog title={text.session.signInAgainTitle} content={content} onClose={props.onClose} />;
  },
  { name: "SignInAgainDialog", props: { me: null, onSignIn: null, onClose: null } },
);
