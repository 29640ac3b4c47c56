import { defineComponent, h } from "vue";
import { text } from "../text/text.ts";
import { EntryCard } from "./EntryCard.tsx";
import { SignInForm } from "./SignInForm.tsx";

export interface SignInScreenProps {
  /** The server has ended a session that was there. */
  readonly expired: boolean;
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
}

export const SignInScreen = defineComponent<SignInScreenProps>(
  (props) => {
    const content = () => (
      <SignInForm username={null} aside={text.signIn.noAccount} onSignIn={props.onSignIn} />
    );
    return () => (
      <EntryCard
        title={text.signIn.title}
        lead={props.expired ? text.signIn.expired : text.app.tagline}
        content={content}
      />
    );
  },
  { name: "SignInScreen", props: { expired: null, onSignIn: null } },
);
