import { defineComponent, h } from "vue";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { Dialog } from "./Dialog.tsx";
import { SignInForm } from "./SignInForm.tsx";

export interface SignInAgainDialogProps {
  readonly me: Person;
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the password once more, of the person whose call goes on behind it. */
export const SignInAgainDialog = defineComponent<SignInAgainDialogProps>(
  (props) => {
    const signIn = async (username: string, password: string) => {
      await props.onSignIn(username, password);
      props.onClose();
    };
    const content = () => (
      <SignInForm
        username={props.me.username}
        lead={text.session.signInAgain(props.me.name)}
        onSignIn={signIn}
      />
    );
    return () => <Dialog title={text.session.signInAgainTitle} content={content} onClose={props.onClose} />;
  },
  { name: "SignInAgainDialog", props: { me: null, onSignIn: null, onClose: null } },
);
