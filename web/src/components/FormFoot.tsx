import { defineComponent, h } from "vue";

export interface FormFootProps {
  /** What is wrong with the whole, not with one field. */
  readonly problem: string | null;
  readonly busy: boolean;
  readonly label: string;
  readonly busyLabel: string;
  /** Does it do what cannot be undone? */
  readonly isFinal?: boolean;
  /** What has been done, where the form stays. */
  readonly done?: string;
}

/**
 * The end of a form: what went wrong, and the one button. While busy it keeps the focus, which a disabled one
 * would lose; the form itself takes no second submission.
 */
export const FormFoot = defineComponent<FormFootProps>(
  (props) => () => (
    <div class="form__foot">
      <p class="form__problem" role="alert">{props.problem ?? ""}</p>
      {props.done === undefined ? null : <p class="form__done" role="status">{props.done}</p>}
      <button
        type="submit"
        class={["button", props.isFinal === true ? "button--final" : "button--primary"]}
        aria-disabled={props.busy ? "true" : undefined}
      >
        {props.busy ? props.busyLabel : props.label}
      </button>
    </div>
  ),
  {
    name: "FormFoot",
    props: { problem: null, busy: null, label: null, busyLabel: null, isFinal: null, done: null },
  },
);
