import { defineComponent, h } from "vue";
import { systemClock } from "../call/clock.ts";
import type { QuietHere } from "../composables/useQuiet.ts";
import type { Me } from "../api/types.ts";
import type { DoNotDisturb } from "../quiet/do-not-disturb.ts";
import { quietChoices } from "../text/quiet-words.ts";
import { text } from "../text/text.ts";
import { AccountMenu, type AccountMenuItem } from "./AccountMenu.tsx";
import { Logo } from "./Logo.tsx";
import { QuietSign } from "./QuietSign.tsx";

export interface AppHeaderProps {
  readonly me: Me;
  readonly quiet: QuietHere;
  /** Null: everything may disturb again. */
  readonly onDoNotDisturb: (wanted: DoNotDisturb | null) => void;
  readonly onInvite: () => void;
  readonly onCheck: () => void;
  readonly onAccount: () => void;
  readonly onAdministration: () => void;
  readonly onSettings: () => void;
  readonly onSignOut: () => void;
  /** What was chosen here and came to nothing, in words; empty while nothing has. */
  readonly failure: string;
}

export const AppHeader = defineComponent<AppHeaderProps>(
  (props) => {
    const disturb = () => props.onDoNotDisturb(null);
    const quietItems = (): AccountMenuItem[] => {
      if (props.quiet.wanted.value !== null) {
        return [{ label: text.quiet.switchOffAll, icon: "moon", run: disturb }];
      }
      return quietChoices(systemClock.wallTime(), text).map(({ label, from }) => ({
        label,
        icon: "moon",
        run: () => props.onDoNotDisturb(from(systemClock.wallTime())),
      }));
    };
    const administration = (): AccountMenuItem[] =>
      props.me.role === "administrator"
        ? [{ label: text.administration.title, icon: "people", run: props.onAdministration }]
        : [];
    return () => (
      <header class="header">
        <div class="header__row">
          <h1 class="header__title">
            <Logo />
          </h1>
          <AccountMenu
            me={props.me}
            group={() => ({ label: text.quiet.title, items: quietItems() })}
            items={[
              { label: text.invite.title, icon: "invite", run: props.onInvite },
              { label: text.check.title, icon: "pulse", run: props.onCheck },
              { label: text.account.title, icon: "person", run: props.onAccount },
              ...administration(),
              { label: text.settings.title, icon: "settings", run: props.onSettings },
              { label: text.session.signOut, icon: "signOut", run: props.onSignOut },
            ]}
          />
        </div>
        <QuietSign quiet={props.quiet} onSwitchOff={disturb} />
        {props.failure === "" ? null : <p class="header__problem" role="alert">{props.failure}</p>}
      </header>
    );
  },
  {
    name: "AppHeader",
    props: {
      me: null,
      quiet: null,
      onDoNotDisturb: null,
      onInvite: null,
      onCheck: null,
      onAccount: null,
      onAdministration: null,
      onSettings: null,
      onSignOut: null,
      failure: null,
    },
  },
);
