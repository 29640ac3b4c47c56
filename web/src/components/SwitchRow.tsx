import { defineComponent, h, useId } from "vue";

export interface SwitchRowProps {
  readonly label: string;
  /** What it means, or why it cannot be changed. */
  readonly hint: string;
  readonly isOn: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off, and takes effect at once. */
export const SwitchRow = defineComponent<SwitchRowProps>(
  (props) => {
    const id = useId();
    const change = (event: Event) => {
      const input = event.target as HTMLInputElement; // the one below has it
      const wanted = input.checked;
      input.checked = props.isOn; // it shows what is so, and that is told from outside
      props.onChange(wanted);
    };
    return () => (
      <label class="switch">
        <span class="switch__words">
          <span class="switch__label" id={`${id}-label`}>{props.label}</span>
          <span class="switch__hint" id={`${id}-hint`}>{props.hint}</span>
        </span>
        <input
          type="checkbox"
          role="switch"
          class="switch__input"
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-hint`}
          checked={props.isOn}
          disabled={props.isDisabled}
          onChange={change}
        />
      </label>
    );
  },
  { name: "SwitchRow", props: { label: null, hint: null, isOn: null, isDisabled: null, onChange: null } },
);
