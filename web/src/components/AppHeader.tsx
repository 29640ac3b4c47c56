import { defineComponent, h, shallowRef } from "vue";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Logo } from "./Logo.tsx";

export interface AppHeaderProps {
  readonly me: Person;
  readonly onInvite: () => void;
  readonly onCheck: () => void;
  readonly onSettings: () => void;
  /** Throws when the server could not be told. */
  readonly onSignOut: () => Promise<void>;
}

export const AppHeader = defineComponent<AppHeaderProps>(
  (props) => {
    const problem = shallowRef<string | null>(null);
    const signOut = () => {
      problem.value = null;
      props.onSignOut().catch((error) => problem.value = failureWords(error, text).message);
    };
    return () => (
      <header class="header">
        <div class="header__row">
          <h1 class="header__title">
            <Logo />
          </h1>
          <AccountMenu
            me={props.me}
            items={[
              { label: text.invite.title, icon: "invite", run: props.onInvite },
              { label: text.check.title, icon: "pulse", run: props.onCheck },
              { label: text.settings.title, icon: "settings", run: props.onSettings },
              { label: text.session.signOut, icon: "signOut", run: signOut },
            ]}
          />
        </div>
        {problem.value === null ? null : <p class="header__problem" role="alert">{problem.value}</p>}
      </header>
    );
  },
  {
    name: "AppHeader",
    props: { me: null, onInvite: null, onCheck: null, onSettings: null, onSignOut: null },
  },
);
