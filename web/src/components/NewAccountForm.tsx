import { defineComponent, h } from "vue";
import type { NewAccount } from "../api/types.ts";
import { useForm } from "../composables/useForm.ts";
import { text } from "../text/text.ts";
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
          label={text.welcome.name}
          type="text"
          autocomplete="username"
          hint={text.welcome.nameHint}
          {...form.field("username")}
        />
        <TextField
          label={text.welcome.shownAs}
          type="text"
          autocomplete="name"
          {...form.field("name")}
        />
        <TextField
          label={text.welcome.password}
          type="password"
          autocomplete="new-password"
          hint={text.welcome.passwordHint}
          {...form.field("password")}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.welcome.submit}
          busyLabel={text.welcome.submitting}
        />
      </form>
    );
  },
  { name: "NewAccountForm", props: { onCreate: null } },
);
