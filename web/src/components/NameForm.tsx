import { defineComponent, h } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { useForm } from "../composables/useForm.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { FormFoot } from "./FormFoot.tsx";
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
      async ({ name }) => props.onRenamed(await props.api.rename(name)),
    );
    return () => (
      <form class="form form--part" novalidate onSubmit={form.submit}>
        <h3 class="dialog__part">{text.account.nameTitle}</h3>
        <TextField
          label={text.account.shownAs}
          type="text"
          autocomplete="name"
          hint={text.account.signsIn(props.me.username)}
          {...form.field("name")}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.account.save}
          busyLabel={text.account.saving}
          done={form.done.value ? text.account.saved : ""}
        />
      </form>
    );
  },
  { name: "NameForm", props: { me: null, api: null, onRenamed: null } },
);
