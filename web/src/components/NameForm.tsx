import { defineComponent, h } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { OwnAccount } from "../api/own-account.ts";
import { useForm } from "../composables/useForm.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { FormPart } from "./FormPart.tsx";
import { TextField } from "./TextField.tsx";

export interface NameFormProps {
  readonly me: Person;
  readonly api: DuetApi;
  readonly onRenamed: (me: Person) => void;
}

/** Changes what others see. */
export const NameForm = defineComponent<NameFormProps>(
  (props) => {
    const form = useForm(
      { name: props.me.name },
      async ({ name }) => props.onRenamed(await new OwnAccount(props.api).rename(name)),
    );
    const fields = () => [
      <TextField
        key="name"
        label={text.account.shownAs}
        type="text"
        autocomplete="name"
        hint={text.account.signsIn(props.me.username)}
        {...form.field("name")}
      />,
    ];
    return () => {
      const { nameTitle, save, saving, saved } = text.account;
      return (
        <FormPart
          title={nameTitle}
          form={form}
          fields={fields}
          label={save}
          busyLabel={saving}
          doneWords={saved}
        />
      );
    };
  },
  { name: "NameForm", props: { me: null, api: null, onRenamed: null } },
);
