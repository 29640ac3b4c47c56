import { defineComponent, h } from "vue";
import type { NewAccount } from "../api/types.ts";
import { useForm } from "../composables/useForm.ts";
import { lateText } from "../text/late-text.ts";
import { FormFoot } from "./FormFoot.tsx";
import { TextField } from "./TextField.tsx";

export interface NewAccountFormProps {
  /** Throws when the server refuses. */
  readonly onCreate: (account: NewAccount) => Promise<void>;
}

export const NewAccountForm = defineComponent<NewAccountFormProps>(
  (props) => {
    const form = useForm(
      { name: "", username: "", password: "" },
      (account) => props.onCreate({ ...account, username: account.username.trim() }),
    );
    return () => (
      <form class="form" novalidate onSubmit={form.submit}>
        <TextField
          label={lateText.welcome.name}
          type="text"
          autocomplete="username"
          hint={lateText.welcome.nameHint}
          {...form.field("username")}
        />
        <TextField
          label={lateText.welcome.shownAs}
          type="text"
          autocomplete="name"
          {...form.field("name")}
        />
        <TextField
          label={lateText.welcome.password}
          type="password"
          autocomplete="new-password"
          hint={lateText.welcome.passwordHint}
          {...form.field("password")}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={lateText.welcome.submit}
          busyLabel={lateText.welcome.submitting}
        />
      </form>
    );
  },
  { name: "NewAccountForm", props: { onCreate: null } },
);
