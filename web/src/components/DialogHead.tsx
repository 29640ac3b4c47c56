import { defineComponent, h } from "vue";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";

export interface DialogHeadProps {
  readonly title: string;
  /** Of the title, by which the dialog is named. */
  readonly titleId: string;
  readonly onClose: () => void;
}

/** What a dialog is about, and the button that closes it. */
export const DialogHead = defineComponent<DialogHeadProps>(
  (props) => () => (
    <div class="dialog__head">
      <h2 class="dialog__title" id={props.titleId}>{props.title}</h2>
      <button
        type="button"
        class="icon-button"
        aria-label={text.dialog.close}
        onClick={() => props.onClose()}
      >
        <Icon name="close" />
      </button>
    </div>
  ),
  { name: "DialogHead", props: { title: null, titleId: null, onClose: null } },
);
