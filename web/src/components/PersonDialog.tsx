import { defineComponent, Fragment, h, useId } from "vue";
import { useAttempt } from "../composables/useAttempt.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { Dialog } from "./Dialog.tsx";

export interface PersonDialogProps {
  readonly person: Person;
  readonly isBlocked: boolean;
  /** Throws `ApiError`, `Unreachable` or `Intercepted`. */
  readonly onBlock: (person: Person, isBlocked: boolean) => Promise<void>;
  /** Shows the details of the call beside which this was opened; absent beside none. */
  readonly onDetails?: () => void;
  readonly onClose: () => void;
}

/** Blocks somebody, or unblocks them, after it was said what that means. */
export const PersonDialog = defineComponent<PersonDialogProps>(
  (props) => {
    const leadId = useId();
    const { failure, attempt } = useAttempt();
    const change = async () => {
      if (await attempt(props.onBlock(props.person, !props.isBlocked))) props.onClose();
    };
    const content = () => {
      const { person: { name }, isBlocked } = props;
      return (
        <>
          {props.onDetails === undefined ? null : (
            <div class="dialog__row person__details">
              <button type="button" class="button button--primary" onClick={props.onDetails}>
                {text.call.details}
              </button>
            </div>
          )}
          <p class="dialog__lead" id={leadId}>
            {isBlocked ? text.person.blockedLead(name) : text.person.blockLead(name)}
          </p>
          <div class="dialog__row">
            <button type="button" class="button button--quiet" onClick={() => void change()}>
              {isBlocked ? text.person.unblock(name) : text.person.block(name)}
            </button>
          </div>
          <p class="dialog__failure" aria-live="polite">{failure.value}</p>
        </>
      );
    };
    return () => (
      <Dialog title={props.person.name} content={content} describedBy={leadId} onClose={props.onClose} />
    );
  },
  {
    name: "PersonDialog",
    props: { person: null, isBlocked: null, onBlock: null, onDetails: null, onClose: null },
  },
);
