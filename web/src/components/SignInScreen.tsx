import { defineComponent, h } from "vue";
import type { WhySignedOut } from "../composables/useSession.ts";
import { text } from "../text/text.ts";
import { EntryCard } from "./EntryCard.tsx";
import { SignInForm } from "./SignInForm.tsx";

export interface SignInScreenProps {
  readonly why: WhySignedOut;
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
}

export const SignInScreen = defineComponent<SignInScreenProps>(
  (props) => {
    const content = () => (
      <SignInForm
        username={null}
        aside={[text.signIn.noAccount, text.signIn.forgotten]}
        onSignIn={props.onSignIn}
      />
    );
    return () => (
      <EntryCard
        title={text.signIn.title}
        lead={props.why === "none" ? text.app.tagline : text.signIn[props.why]}
        content={content}
      />
    );
  },
  { name: "SignInScreen", props: { why: null, onSignIn: null } },
);
