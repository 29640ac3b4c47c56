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
  /** What has become of the choice, if that is to be told: empty, or words that are read out. */
  readonly news?: string;
  /** May the choices be long? Then they stand below the words. */
  readonly isWide?: boolean;
  readonly onChoose: (value: string) => void;
}

/** One of several, which takes effect at once. */
export const ChoiceRow = defineComponent<ChoiceRowProps>(
  (props) => {
    const id = useId();
    return () => {
      const { news } = props;
      return (
        <div class={["switch", "switch--choice", props.isWide === true ? "switch--wide" : ""]}>
          <span class="switch__words">
            <label class="switch__label" for={id}>{props.label}</label>
            <span class="switch__hint" id={`${id}-hint`}>{props.hint}</span>
          </span>
          <select
            class="field__input choice"
            id={id}
            aria-describedby={news === undefined ? `${id}-hint` : `${id}-hint ${id}-news`}
            value={props.chosen}
            onChange={(event) =>
              event.target instanceof HTMLSelectElement ? props.onChoose(event.target.value) : undefined}
          >
            {props.choices.map(({ value, label }) => (
              <option key={value} value={value} selected={value === props.chosen}>{label}</option>
            ))}
          </select>
          {news === undefined
            ? null
            : <p class="dialog__news" id={`${id}-news`} aria-live="polite">{news}</p>}
        </div>
      );
    };
  },
  {
    name: "ChoiceRow",
    props: { label: null, hint: null, choices: null, chosen: null, news: null, isWide: null, onChoose: null },
  },
);
