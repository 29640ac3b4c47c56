import { type Child, defineComponent, h } from "vue";

export interface RowAction {
  readonly label: string;
  /** With what it is done, for whoever does not see the row. */
  readonly name?: string;
  readonly run: () => void;
}

export interface ActionRowProps {
  readonly words?: Child;
  readonly note: string;
  /** More about either, where one points. */
  readonly wordsTitle?: string | undefined;
  readonly noteTitle?: string;
  readonly action: RowAction | null;
  /** Is something done already? The button keeps the focus, which a disabled one would lose. */
  readonly isBusy?: boolean;
}

/** One of a list in a dialog, and what can be done about it. */
export const ActionRow = defineComponent<ActionRowProps>(
  (props) => () => {
    const { words, note, action } = props;
    return (
      <li class="sessions__one">
        <span class="sessions__words">
          {words === undefined ? null : <span title={props.wordsTitle}>{words}</span>}
          <span class="sessions__note" title={props.noteTitle}>{note}</span>
        </span>
        {action === null ? null : (
          <button
            type="button"
            class="button button--quiet"
            aria-label={action.name}
            aria-disabled={props.isBusy === true ? "true" : undefined}
            onClick={action.run}
          >
            {action.label}
          </button>
        )}
      </li>
    );
  },
  {
    name: "ActionRow",
    props: { words: null, note: null, wordsTitle: null, noteTitle: null, action: null, isBusy: null },
  },
);
