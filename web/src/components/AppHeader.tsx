import { defineComponent, h, shallowRef } from "vue";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";
import { Icon } from "./Icon.tsx";
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
          <span class="header__me">{props.me.name}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={text.invite.open}
            title={text.invite.open}
            onClick={props.onInvite}
          >
            <Icon name="invite" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={text.check.open}
            title={text.check.open}
            onClick={props.onCheck}
          >
            <Icon name="pulse" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={text.settings.open}
            title={text.settings.open}
            onClick={props.onSettings}
          >
            <Icon name="settings" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={text.session.signOut}
            title={text.session.signOut}
            onClick={signOut}
          >
            <Icon name="signOut" />
          </button>
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
