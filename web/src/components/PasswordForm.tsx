import { defineComponent, h } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { useForm } from "../composables/useForm.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { FormFoot } from "./FormFoot.tsx";
import { TextField } from "./TextField.tsx";

export interface PasswordFormProps {
  readonly me: Person;
  readonly api: DuetApi;
  readonly onChanged: () => void;
}

/** Changes the password, which signs one out everywhere else. */
export const PasswordForm = defineComponent<PasswordFormProps>(
  (props) => {
    const form = useForm({ current: "", password: "" }, async ({ current, password }) => {
      await props.api.changePassword(current, password);
      form.clear();
      props.onChanged();
    });
    return () => (
      <form class="form form--part" novalidate onSubmit={form.submit}>
        <h3 class="dialog__part">{text.account.passwordTitle}</h3>
        {/* Not seen, so that a password manager knows whose password it is. */}
        <input type="text" hidden autocomplete="username" value={props.me.username} />
        <TextField
          label={text.account.current}
          type="password"
          autocomplete="current-password"
          {...form.field("current")}
        />
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
          label={text.account.change}
          busyLabel={text.account.changing}
          done={form.done.value ? text.account.changed : ""}
        />
      </form>
    );
  },
  { name: "PasswordForm", props: { me: null, api: null, onChanged: null } },
);
