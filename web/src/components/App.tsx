import { type Component, defineComponent, h, onMounted, shallowRef } from "vue";
import type { TabNews } from "../api/tab-news.ts";
import { useSession } from "../composables/useSession.ts";
import { text } from "../text/text.ts";
import { EntryCard } from "./EntryCard.tsx";
import { NoServerCard } from "./NoServerCard.tsx";
import { PhoneScreen, type Surroundings } from "./PhoneScreen.tsx";
import { SignInScreen } from "./SignInScreen.tsx";
import { WelcomeScreen } from "./WelcomeScreen.tsx";

export interface AppParts {
  readonly tabs: TabNews;
  readonly surroundings: Surroundings;
}

/** The token of a set-up or invitation link, or null for every other address. */
export function linkToken(path: string, basePath: string): string | null {
  if (!path.startsWith(basePath)) return null;
  return /^(?:setup|invite)\/([^/]+)\/?$/.exec(path.slice(basePath.length))?.[1] ?? null;
}

export function createAppRoot({ tabs, surroundings }: AppParts): Component<object> {
  const { api, base } = surroundings;
  return defineComponent<object>(
    () => {
      const session = useSession(api, tabs);
      const token = shallowRef(linkToken(location.pathname, base.pathname));
      const leaveLink = () => {
        token.value = null;
        history.replaceState(null, "", base.pathname);
      };
      onMounted(() => void session.refresh());
      return () => {
        const state = session.state.value;
        if (token.value !== null) {
          const welcomed = (user: Parameters<typeof session.begin>[0]) => {
            leaveLink();
            session.begin(user);
          };
          return <WelcomeScreen api={api} token={token.value} onDone={welcomed} onLeave={leaveLink} />;
        }
        switch (state.kind) {
          case "loading":
            return <main class="entry" aria-busy="true" aria-label={text.wait} />;
          case "unreachable":
          case "intercepted":
            return <NoServerCard why={state.kind} onTryAgain={() => void session.refresh()} />;
          case "signed-out":
            return <SignInScreen expired={state.expired} onSignIn={session.signIn} />;
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
