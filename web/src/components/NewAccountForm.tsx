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
          name="username"
          autocomplete="username"
          value={form.values.value.username}
          hint={text.welcome.nameHint}
          problem={form.problemOf("username")}
          onChange={(value) => form.set("username", value)}
        />
        <TextField
          label={text.welcome.shownAs}
          type="text"
          name="name"
          autocomplete="name"
          value={form.values.value.name}
          problem={form.problemOf("name")}
          onChange={(value) => form.set("name", value)}
        />
        <TextField
          label={text.welcome.password}
          type="password"
          name="password"
          autocomplete="new-password"
          value={form.values.value.password}
          hint={text.welcome.passwordHint}
          problem={form.problemOf("password")}
          onChange={(value) => form.set("password", value)}
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
