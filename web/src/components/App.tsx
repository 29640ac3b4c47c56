import { type Component, defineComponent, h, onMounted, shallowRef } from "vue";
import type { TabNews } from "../api/tab-news.ts";
import { keepsCookies } from "../call/browser.ts";
import { useLanguage } from "../composables/useLanguage.ts";
import { useSession } from "../composables/useSession.ts";
import { text } from "../text/text.ts";
import { EntryCard } from "./EntryCard.tsx";
import { LinkEntry } from "./LinkEntry.tsx";
import { NoServerCard } from "./NoServerCard.tsx";
import { PhoneScreen, type Surroundings } from "./PhoneScreen.tsx";
import { SignInScreen } from "./SignInScreen.tsx";

export interface AppParts {
  readonly tabs: TabNews;
  readonly surroundings: Surroundings;
}

/** Where a link leads: to a new account, or to a new password for one that there is. */
export interface Link {
  readonly kind: "setup" | "invite" | "reset";
  readonly token: string;
}

/** The link that an address is, or null for every other one. */
export function linkOf(path: string, basePath: string): Link | null {
  if (!path.startsWith(basePath)) return null;
  const [, kind, token] = /^(setup|invite|reset)\/([^/]+)\/?$/.exec(path.slice(basePath.length)) ?? [];
  return token === undefined ? null : { kind: kind as Link["kind"], token }; // one of the three, by the expression
}

export function createAppRoot({ tabs, surroundings }: AppParts): Component<object> {
  const { api, base } = surroundings;
  return defineComponent<object>(
    () => {
      const session = useSession(api, tabs);
      useLanguage(surroundings.language, surroundings.worker);
      const link = shallowRef(linkOf(location.pathname, base.pathname));
      const hasCookies = keepsCookies();
      const leaveLink = () => {
        link.value = null;
        history.replaceState(null, "", base.pathname);
      };
      onMounted(() => void session.refresh());
      return () => {
        const state = session.state.value;
        if (!hasCookies && (link.value !== null || state.kind === "signed-out")) {
          return (
            <EntryCard
              title={text.signIn.noCookiesTitle}
              lead={text.signIn.noCookies}
              action={{ label: text.update.again, run: () => location.reload() }}
            />
          );
        }
        if (link.value !== null) {
          const welcomed = (user: Parameters<typeof session.begin>[0]) => {
            leaveLink();
            session.begin(user);
          };
          return (
            <LinkEntry
              surroundings={surroundings}
              link={link.value}
              onDone={welcomed}
              onLeave={leaveLink}
            />
          );
        }
        switch (state.kind) {
          case "loading":
            return <main class="entry" aria-busy="true" aria-label={text.wait} />;
          case "unreachable":
          case "intercepted":
            return <NoServerCard why={state.kind} onTryAgain={() => void session.refresh()} />;
          case "signed-out":
            return <SignInScreen why={state.why} onSignIn={session.signIn} />;
          case "other-user":
            return (
              <EntryCard
                title={text.session.otherUserTitle}
                lead={text.session.otherUser}
                action={{ label: text.session.goOn, run: () => void session.refresh() }}
              />
            );
          case "signed-in":
            return (
              <PhoneScreen
                key={state.user.id}
                surroundings={surroundings}
                me={state.user}
                session={session}
              />
            );
        }
      };
    },
    { name: "App", props: {} },
  );
}
