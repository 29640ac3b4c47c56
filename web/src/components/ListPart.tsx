import { type Child, defineComponent, h, shallowRef } from "vue";
import { focusIfLost } from "../composables/focus-if-lost.ts";
import { ActionRow, type RowAction } from "./ActionRow.tsx";

/** Like a row's, but it takes its time; the row, and its button, may be gone then. */
export interface ListedAction extends Omit<RowAction, "run"> {
  readonly run: () => Promise<unknown>;
}

export interface Listed {
  readonly key: string;
  readonly words: string;
  readonly wordsTitle?: string | undefined;
  readonly note: string;
  readonly noteTitle?: string;
  readonly action: ListedAction | null;
}

export interface ListPartProps {
  readonly title: string;
  readonly rows: readonly Listed[];
  /** What is done about all of them. */
  readonly action?: ListedAction | null;
  readonly isBusy: boolean;
  /** What is said below. */
  readonly below: () => Child;
}

/** A list as one of several parts of a dialog. Its heading takes the focus of a button that has gone. */
export const ListPart = defineComponent<ListPartProps>(
  (props) => {
    const heading = shallowRef<HTMLHeadingElement | null>(null);
    const run = async (action: ListedAction) => {
      await action.run();
      await focusIfLost(() => heading.value);
    };
    const pressed = (action: ListedAction): RowAction => ({ ...action, run: () => void run(action) });
    return () => {
      const { title, rows, action, isBusy, below } = props;
      return (
        <section class="form--part" aria-label={title}>
          <h3 ref={heading} class="dialog__part" tabindex={-1}>{title}</h3>
          {rows.length === 0 ? null : (
            <ul class="sessions">
              {rows.map(({ key, action, ...row }) => (
                <ActionRow
                  key={key}
                  {...row}
                  action={action === null ? null : pressed(action)}
                  isBusy={isBusy}
                />
              ))}
            </ul>
          )}
          {action === undefined || action === null ? null : (
            <button
              type="button"
              class="button button--quiet"
              aria-disabled={isBusy ? "true" : undefined}
              onClick={pressed(action).run}
            >
              {action.label}
            </button>
          )}
          {below()}
        </section>
      );
    };
  },
  { name: "ListPart", props: { title: null, rows: null, action: null, isBusy: null, below: null } },
);
