import { defineComponent, h, shallowRef } from "vue";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";
import { Logo } from "./Logo.tsx";

export interface AppHeaderProps {
  readonly me: Person;
  readonly onInvite: () => void;
  /** Throws when the server could not be told. */
  readonly onSignOut: () => Promise<void>;
}

export const AppHeader = defineComponent<AppHeaderProps>(
  (props) => {
    const failed = shallowRef(false);
    const signOut = () => {
      failed.value = false;
      props.onSignOut().catch(() => failed.value = true);
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
            aria-label={text.session.signOut}
            title={text.session.signOut}
            onClick={signOut}
          >
            <Icon name="signOut" />
          </button>
        </div>
        {failed.value ? <p class="header__problem" role="alert">{text.errors.unreachable}</p> : null}
      </header>
    );
  },
  { name: "AppHeader", props: { me: null, onInvite: null, onSignOut: null } },
);
