import { defineComponent, h, shallowRef, useId } from "vue";
import { useModal } from "../composables/useModal.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";
import { DialogHead } from "./DialogHead.tsx";

export interface PersonDialogProps {
  readonly person: Person;
  readonly isBlocked: boolean;
  /** Throws `ApiError`, `Unreachable` or `Intercepted`. */
  readonly onBlock: (person: Person, isBlocked: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** Blocks somebody, or unblocks them, after it was said what that means. */
export const PersonDialog = defineComponent<PersonDialogProps>(
  (props) => {
    const id = useId();
    const { dialog, close, closed } = useModal(() => props.onClose());
    const failure = shallowRef("");
    const change = async () => {
      failure.value = "";
      try {
        await props.onBlock(props.person, !props.isBlocked);
        close();
      } catch (error) {
        failure.value = failureWords(error, text).message;
      }
    };
    return () => {
      const { person: { name }, isBlocked } = props;
      return (
        <dialog
          ref={dialog}
          class="dialog"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-lead`}
          onClose={closed}
        >
          <DialogHead title={name} titleId={`${id}-title`} onClose={close} />
          <p class="dialog__lead" id={`${id}-lead`}>
            {isBlocked ? text.person.blockedLead(name) : text.person.blockLead(name)}
          </p>
          <div class="dialog__row">
            <button type="button" class="button button--quiet" onClick={() => void change()}>
              {isBlocked ? text.person.unblock(name) : text.person.block(name)}
            </button>
          </div>
          <p class="dialog__failure" aria-live="polite">{failure.value}</p>
        </dialog>
      );
    };
  },
  { name: "PersonDialog", props: { person: null, isBlocked: null, onBlock: null, onClose: null } },
);
