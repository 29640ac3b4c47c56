import { defineComponent, h, useId } from "vue";

export interface TextFieldProps {
  readonly label: string;
  readonly type: "text" | "password";
  readonly name: string;
  readonly autocomplete: string;
  readonly value: string;
  readonly hint?: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

/** A labelled field with its hint and, beside it, what is wrong with it. */
export const TextField = defineComponent<TextFieldProps>(
  (props) => {
    const id = useId();
    return () => (
      <div class="field">
        <label class="field__label" for={id}>{props.label}</label>
        <input
          class="field__input"
          id={id}
          type={props.type}
          name={props.name}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          spellcheck="false"
          value={props.value}
          aria-invalid={props.problem === null ? undefined : "true"}
          aria-describedby={`${id}-note`}
          onInput={(event) =>
            event.target instanceof HTMLInputElement ? props.onChange(event.target.value) : undefined}
        />
        <p class={["field__note", props.problem === null ? "" : "field__note--problem"]} id={`${id}-note`}>
          {props.problem ?? props.hint ?? ""}
        </p>
      </div>
    );
  },
  {
    name: "TextField",
    props: {
      label: null,
      type: null,
      name: null,
      autocomplete: null,
      value: null,
      hint: null,
      problem: null,
      onChange: null,
    },
  },
);
