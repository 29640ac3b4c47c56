import { defineComponent, h, type VNode } from "vue";
import type { Form } from "../composables/useForm.ts";
import { FormFoot } from "./FormFoot.tsx";

export interface FormPartProps {
  readonly title: string;
  readonly form: Omit<Form<Record<string, string>>, "field">;
  readonly fields: () => VNode[];
  readonly label: string;
  readonly busyLabel: string;
  /** What has been done, when it has. */
  readonly doneWords: string;
}

/** One of several parts of a dialog, which is sent by itself and stays. */
export const FormPart = defineComponent<FormPartProps>(
  (props) => () => {
    const { title, form, fields, label, busyLabel, doneWords } = props;
    return (
      <form class="form form--part" novalidate onSubmit={form.submit}>
        <h3 class="dialog__part">{title}</h3>
        {fields()}
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={label}
          busyLabel={busyLabel}
          done={form.done.value ? doneWords : ""}
        />
      </form>
    );
  },
  {
    name: "FormPart",
    props: { title: null, form: null, fields: null, label: null, busyLabel: null, doneWords: null },
  },
);
