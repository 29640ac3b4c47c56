import { type Child, defineComponent, Fragment, h, watch } from "vue";
import { useCopying } from "../composables/useCopying.ts";
import { lateText } from "../text/late-text.ts";
import { Icon } from "./Icon.tsx";

export interface CopyableTextProps {
  /** What is copied, as it is when somebody presses. */
  readonly words: () => string;
  readonly label: string;
  /** Said where the browser does not let a page copy, above the words themselves. */
  readonly byHand: string;
  /** Of the words, where they are copied by hand. */
  readonly name: string;
  /** Which one it is, where there is a new one from time to time: that was not copied yet. */
  readonly turn?: number;
  /** Other buttons, in the same row. */
  readonly beside?: () => Child;
}

/** A button that copies a longer text; where the browser does not allow it, the text to copy by hand. */
export const CopyableText = defineComponent<CopyableTextProps>(
  (props) => {
    const { state, field, copy, reset } = useCopying<HTMLTextAreaElement>();
    watch(() => props.turn, reset);
    return () => {
      const copied = state.value;
      return (
        <>
          {copied.kind === "refused"
            ? (
              <div class="check-result">
                <p class="check-line__detail">{props.byHand}</p>
                <textarea
                  ref={field}
                  class="field__input check-result__text"
                  readonly
                  rows={6}
                  value={copied.words}
                  aria-label={props.name}
                />
              </div>
            )
            : null}
          <div class="dialog__row">
            <button type="button" class="button button--quiet" onClick={() => void copy(props.words())}>
              <Icon name={copied.kind === "copied" ? "check" : "copy"} />
              {copied.kind === "copied" ? lateText.dialog.copied : props.label}
            </button>
            {props.beside?.()}
          </div>
        </>
      );
    };
  },
  {
    name: "CopyableText",
    props: { words: null, label: null, byHand: null, name: null, turn: null, beside: null },
  },
);
