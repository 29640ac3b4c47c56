import { defineComponent, Fragment, h, useId } from "vue";
import type { PastPerson } from "../api/types.ts";
import { useAttempt } from "../composables/useAttempt.ts";
import { useNames } from "../composables/useNames.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { Dialog } from "./Dialog.tsx";

export interface PersonDialogProps {
  readonly person: PastPerson;
  readonly isBlocked: boolean;
  /** Throws `ApiError`, `Unreachable` or `Intercepted`. */
  readonly onBlock: (person: Person, isBlocked: boolean) => Promise<void>;
  /** Shows the details of the call beside which this was opened; absent beside none. */
  readonly onDetails?: () => void;
  readonly onClose: () => void;
}

/** Leads to the details of a call, and blocks whom it was with, or unblocks them, after it was said what that means. */
export const PersonDialog = defineComponent<PersonDialogProps>(
  (props) => {
    const leadId = useId();
    const names = useNames();
    const { failure, attempt } = useAttempt();
    const change = async () => {
      if (await attempt(props.onBlock(props.person, !props.isBlocked))) props.onClose();
    };
    const lead = () => {
      const { person: { name, isGone }, isBlocked } = props;
      if (isGone === true) return text.person.goneLead;
      return isBlocked ? text.person.blockedLead(name) : text.person.blockLead(name);
    };
    const content = () => {
      const { person: { name, isGone }, isBlocked } = props;
      return (
        <>
          {props.onDetails === undefined ? null : (
            <div class="dialog__row person__details">
              <button type="button" class="button button--primary" onClick={props.onDetails}>
                {text.call.details}
              </button>
            </div>
          )}
          <p class="dialog__lead" id={leadId}>{lead()}</p>
          {isGone === true ? null : (
            <div class="dialog__row">
              <button type="button" class="button button--quiet" onClick={() => void change()}>
                {isBlocked ? text.person.unblock(name) : text.person.block(name)}
              </button>
            </div>
          )}
          <p class="dialog__failure" aria-live="polite">{failure.value}</p>
        </>
      );
    };
    return () => (
      <Dialog title={names.of(props.person)} content={content} describedBy={leadId} onClose={props.onClose} />
    );
  },
  {
    name: "PersonDialog",
    props: { person: null, isBlocked: null, onBlock: null, onDetails: null, onClose: null },
  },
);
