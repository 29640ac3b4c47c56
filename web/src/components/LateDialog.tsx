import { defineComponent, Fragment, h } from "vue";
import { text } from "../text/text.ts";
import { Dialog } from "./Dialog.tsx";

export interface LateDialogProps {
  readonly hasFailed: boolean;
  /** Loads the whole page again. */
  readonly onReload: () => void;
  readonly onClose: () => void;
}

/** Stands in a dialog's place for as long as that is not loaded, and says so when it cannot be. */
export const LateDialog = defineComponent<LateDialogProps>(
  (props) => {
    const content = () => (
      <>
        <p class="dialog__lead" aria-live="polite">{props.hasFailed ? text.late.failed : ""}</p>
        {props.hasFailed
          ? (
            <div class="dialog__row">
              <button type="button" class="button button--primary" onClick={() => props.onReload()}>
                {text.update.again}
              </button>
            </div>
          )
          : null}
      </>
    );
    return () => (
      <Dialog
        title={props.hasFailed ? text.late.failedTitle : text.wait}
        content={content}
        isLate={!props.hasFailed}
        onClose={props.onClose}
      />
    );
  },
  { name: "LateDialog", props: { hasFailed: null, onReload: null, onClose: null } },
);
