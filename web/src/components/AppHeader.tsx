import { defineComponent, h, shallowRef } from "vue";
import { systemClock } from "../call/clock.ts";
import type { QuietHere } from "../composables/useQuiet.ts";
import type { Person } from "../contract.ts";
import type { DoNotDisturb } from "../quiet/do-not-disturb.ts";
import { quietChoices } from "../text/quiet-words.ts";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";
import { AccountMenu, type AccountMenuItem } from "./AccountMenu.tsx";
import { Logo } from "./Logo.tsx";
import { QuietSign } from "./QuietSign.tsx";

export interface AppHeaderProps {
  readonly me: Person;
  readonly quiet: QuietHere;
  /** Null: everything may disturb again. Throws when the server could not be told. */
  readonly onDoNotDisturb: (wanted: DoNotDisturb | null) => Promise<void>;
  readonly onInvite: () => void;
  readonly onCheck: () => void;
  readonly onSettings: () => void;
  /** Why signing out came to nothing; null if it did not. */
  readonly problem: string | null;
  readonly onSignOut: () => void;
}

export const AppHeader = defineComponent<AppHeaderProps>(
  (props) => {
    const problem = shallowRef<string | null>(null);
    const attempt = (work: Promise<void>) => {
      problem.value = null;
      work.catch((error) => problem.value = failureWords(error, text).message);
    };
    const disturb = () => attempt(props.onDoNotDisturb(null));
    const quietItems = (): AccountMenuItem[] => {
      if (props.quiet.wanted.value !== null) {
        return [{ label: text.quiet.switchOffAll, icon: "moon", run: disturb }];
      }
      return quietChoices(systemClock.wallTime(), text).map(({ label, from }) => ({
        label,
        icon: "moon",
        run: () => attempt(props.onDoNotDisturb(from(systemClock.wallTime()))),
      }));
    };
    const said = () => props.problem ?? problem.value;
    return () => (
      <header class="header">
        <div class="header__row">
          <h1 class="header__title">
            <Logo />
          </h1>
          <AccountMenu
            me={props.me}
            group={{ label: text.quiet.title, items: quietItems() }}
            items={[
              { label: text.invite.title, icon: "invite", run: props.onInvite },
              { label: text.check.title, icon: "pulse", run: props.onCheck },
              { label: text.settings.title, icon: "settings", run: props.onSettings },
              { label: text.session.signOut, icon: "signOut", run: props.onSignOut },
            ]}
          />
        </div>
        <QuietSign quiet={props.quiet} onSwitchOff={disturb} />
        {said() === null ? null : <p class="header__problem" role="alert">{said()}</p>}
      </header>
    );
  },
  {
    name: "AppHeader",
    props: {
      me: null,
      problem: null,
      quiet: null,
      onDoNotDisturb: null,
      onInvite: null,
      onCheck: null,
      onSettings: null,
      onSignOut: null,
    },
  },
);
