import { defineComponent, h, useId } from "vue";
import { useModal } from "../composables/useModal.ts";
import { text } from "../text/text.ts";
import { DialogHead } from "./DialogHead.tsx";

export interface LateDialogProps {
  readonly hasFailed: boolean;
  /** Loads the whole page again. */
  readonly onReload: () => void;
  readonly onClose: () => void;
}

/** Stands in a dialog's place for as long as that is not loaded, and says so when it cannot be. */
export const LateDialog = defineComponent<LateDialogProps>(
  (props) => {
    const id = useId();
    const { dialog, close, closed } = useModal(() => props.onClose());
    return () => (
      <dialog
        ref={dialog}
        class={["dialog", props.hasFailed ? "" : "dialog--late"]}
        aria-labelledby={`${id}-title`}
        onClose={closed}
      >
        <DialogHead
          title={props.hasFailed ? text.late.failedTitle : text.wait}
          titleId={`${id}-title`}
          onClose={close}
        />
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
      </dialog>
    );
  },
  { name: "LateDialog", props: { hasFailed: null, onReload: null, onClose: null } },
);
