import { defineComponent, h, onBeforeUnmount, onMounted, shallowRef, useId } from "vue";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";
import { Icon } from "./Icon.tsx";

export interface PersonDialogProps {
  readonly person: Person;
  readonly isBlocked: boolean;
  /** Throws `ApiError` or `Unreachable`. */
  readonly onBlock: (person: Person, isBlocked: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** Blocks somebody, or unblocks them, after it was said what that means. */
export const PersonDialog = defineComponent<PersonDialogProps>(
  (props) => {
    const id = useId();
    const dialog = shallowRef<HTMLDialogElement | null>(null);
    const failure = shallowRef("");
    const change = async () => {
      failure.value = "";
      try {
        await props.onBlock(props.person, !props.isBlocked);
        dialog.value?.close();
      } catch (error) {
        failure.value = failureWords(error, text).message;
      }
    };
    onMounted(() => dialog.value?.showModal());
    onBeforeUnmount(() => dialog.value?.close()); // gives the focus back
    return () => {
      const { person: { name }, isBlocked } = props;
      return (
        <dialog
          ref={dialog}
          class="dialog"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-lead`}
          onClose={props.onClose}
        >
          <div class="dialog__head">
            <h2 class="dialog__title" id={`${id}-title`}>{name}</h2>
            <button
              type="button"
              class="icon-button"
              aria-label={text.person.close}
              onClick={() => dialog.value?.close()}
            >
              <Icon name="close" />
            </button>
          </div>
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
