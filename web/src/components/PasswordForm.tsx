import { defineComponent, h } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { OwnAccount } from "../api/own-account.ts";
import { useForm } from "../composables/useForm.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { FormPart } from "./FormPart.tsx";
import { TextField } from "./TextField.tsx";
import { WhosePassword } from "./WhosePassword.tsx";

export interface PasswordFormProps {
  readonly me: Person;
  readonly api: DuetApi;
  readonly onChanged: () => void;
}

/** Changes the password, which signs one out everywhere else. */
export const PasswordForm = defineComponent<PasswordFormProps>(
  (props) => {
    const form = useForm({ current: "", password: "" }, async ({ current, password }) => {
      await new OwnAccount(props.api).changePassword(current, password);
      form.clear();
      props.onChanged();
    });
    const fields = () => [
      <WhosePassword key="username" username={props.me.username} />,
      <TextField
        key="current"
        label={text.account.current}
        type="password"
        autocomplete="current-password"
        {...form.field("current")}
      />,
      <TextField
        key="password"
        label={text.account.chosen}
        type="password"
        autocomplete="new-password"
        hint={text.welcome.passwordHint}
        {...form.field("password")}
      />,
    ];
    return () => {
      const { passwordTitle, change, changing, changed } = text.account;
      return (
        <FormPart
          title={passwordTitle}
          form={form}
          fields={fields}
          label={change}
          busyLabel={changing}
          doneWords={changed}
        />
      );
    };
  },
  { name: "PasswordForm", props: { me: null, api: null, onChanged: null } },
);
