import { defineComponent, h, useId } from "vue";

export interface Choice {
  /** Empty for the usual one. */
  readonly value: string;
  readonly label: string;
}

export interface ChoiceRowProps {
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly Choice[];
  readonly chosen: string;
  /** May the choices be long? Then they stand below the words. */
  readonly isWide?: boolean;
  readonly onChoose: (value: string) => void;
}

/** One of several, which takes effect at once. */
export const ChoiceRow = defineComponent<ChoiceRowProps>(
  (props) => {
    const id = useId();
    return () => (
      <div class={["switch", "switch--choice", props.isWide === true ? "switch--wide" : ""]}>
        <span class="switch__words">
          <label class="switch__label" for={id}>{props.label}</label>
          <span class="switch__hint" id={`${id}-hint`}>{props.hint}</span>
        </span>
        <select
          class="field__input choice"
          id={id}
          aria-describedby={`${id}-hint`}
          value={props.chosen}
          onChange={(event) =>
            event.target instanceof HTMLSelectElement ? props.onChoose(event.target.value) : undefined}
        >
          {props.choices.map(({ value, label }) => (
            <option key={value} value={value} selected={value === props.chosen}>{label}</option>
          ))}
        </select>
      </div>
    );
  },
  {
    name: "ChoiceRow",
    props: { label: null, hint: null, choices: null, chosen: null, isWide: null, onChoose: null },
  },
);
