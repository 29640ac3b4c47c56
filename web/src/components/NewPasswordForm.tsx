import { defineComponent, h } from "vue";
import { useForm } from "../composables/useForm.ts";
import { lateText as text } from "../text/late-text.ts";
import { FormFoot } from "./FormFoot.tsx";
import { TextField } from "./TextField.tsx";
import { WhosePassword } from "./WhosePassword.tsx";

export interface NewPasswordFormProps {
  /** Whose password it is. */
  readonly username: string;
  /** Throws when the server refuses. */
  readonly onChoose: (password: string) => Promise<void>;
}

export const NewPasswordForm = defineComponent<NewPasswordFormProps>(
  (props) => {
    const form = useForm({ password: "" }, ({ password }) => props.onChoose(password));
    return () => (
      <form class="form" novalidate onSubmit={form.submit}>
        <WhosePassword username={props.username} />
        <TextField
          label={text.account.chosen}
          type="password"
          autocomplete="new-password"
          hint={text.welcome.passwordHint}
          {...form.field("password")}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.reset.submit}
          busyLabel={text.account.changing}
        />
      </form>
    );
  },
  { name: "NewPasswordForm", props: { username: null, onChoose: null } },
);
