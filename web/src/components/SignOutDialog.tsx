import { defineComponent, Fragment, h } from "vue";
import { lateText as text } from "../text/late-text.ts";
import { Dialog } from "./Dialog.tsx";

export interface SignOutDialogProps {
  /** With whom the call is that this would end. */
  readonly peer: string;
  readonly onSignOut: () => void;
  readonly onClose: () => void;
}

/** Asks before somebody signs out in a call. */
export const SignOutDialog = defineComponent<SignOutDialogProps>(
  (props) => {
    const signOut = () => {
      props.onClose();
      props.onSignOut();
    };
    const content = () => (
      <>
        <p class="dialog__lead">{text.session.signOutInCall(props.peer)}</p>
        <div class="dialog__row">
          <button type="button" class="button button--quiet" onClick={props.onClose}>
            {text.session.stay}
          </button>
          <button type="button" class="button button--primary" onClick={signOut}>
            {text.session.signOut}
          </button>
        </div>
      </>
    );
    return () => <Dialog title={text.session.signOutTitle} content={content} onClose={props.onClose} />;
  },
  { name: "SignOutDialog", props: { peer: null, onSignOut: null, onClose: null } },
);
