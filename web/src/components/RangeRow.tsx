import { defineComponent, h, useId } from "vue";

export interface RangeRowProps {
  readonly label: string;
  /** What it means, as it is now. */
  readonly hint: string;
  /** From 0 to 100. */
  readonly value: number;
  /** The value in words, which is heard with each step; so the hint is not. */
  readonly words: string;
  /** When it is let go. */
  readonly onChange: (value: number) => void;
}

/** How much of something. */
export const RangeRow = defineComponent<RangeRowProps>(
  (props) => {
    const id = useId();
    return () => (
      <div class="switch switch--choice">
        <span class="switch__words">
          <label class="switch__label" for={id}>{props.label}</label>
          <span class="switch__hint" id={`${id}-hint`}>{props.hint}</span>
        </span>
        <input
          class="choice"
          type="range"
          id={id}
          min={0}
          max={100}
          step={5}
          value={String(props.value)}
          aria-valuetext={props.words}
          aria-describedby={`${id}-hint`}
          onChange={({ target }: Event) =>
            target instanceof HTMLInputElement ? props.onChange(target.valueAsNumber) : undefined}
        />
      </div>
    );
  },
  { name: "RangeRow", props: { label: null, hint: null, value: null, words: null, onChange: null } },
);
