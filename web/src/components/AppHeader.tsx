import { defineComponent, h } from "vue";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Logo } from "./Logo.tsx";

export interface AppHeaderProps {
  readonly me: Person;
  readonly onInvite: () => void;
  readonly onCheck: () => void;
  readonly onSettings: () => void;
  /** Why signing out came to nothing; null if it did not. */
  readonly problem: string | null;
  readonly onSignOut: () => void;
}

export const AppHeader = defineComponent<AppHeaderProps>(
  (props) => () => (
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
            { label: text.session.signOut, icon: "signOut", run: props.onSignOut },
          ]}
        />
      </div>
      {props.problem === null ? null : <p class="header__problem" role="alert">{props.problem}</p>}
    </header>
  ),
  {
    name: "AppHeader",
    props: { me: null, problem: null, onInvite: null, onCheck: null, onSettings: null, onSignOut: null },
  },
);
