import { type Child, defineComponent, h, useId } from "vue";
import { useModal } from "../composables/useModal.ts";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";

export interface DialogProps {
  readonly title: string;
  readonly content: () => Child;
  /** Is `content` still on its way? Then nothing is shown for the moment that this mostly takes. */
  readonly isLate?: boolean;
  /** Of the element in `content` that says what it is about. */
  readonly describedBy?: string;
  /** Called when somebody closes it, and not when its component goes. */
  readonly onClose: () => void;
}

/** A dialog in front of everything else: what it is about, the button that closes it, and what is in it. */
export const Dialog = defineComponent<DialogProps>(
  (props) => {
    const titleId = useId();
    const { dialog, close, closed } = useModal(() => props.onClose());
    return () => (
      <dialog
        ref={dialog}
        class={["dialog", props.isLate === true ? "dialog--late" : ""]}
        aria-labelledby={titleId}
        aria-describedby={props.describedBy}
        onClose={closed}
      >
        <div class="dialog__head">
          <h2 class="dialog__title" id={titleId}>{props.title}</h2>
          <button type="button" class="icon-button" aria-label={text.dialog.close} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        {props.content()}
      </dialog>
    );
  },
  { name: "Dialog", props: { title: null, content: null, isLate: null, describedBy: null, onClose: null } },
);
