import { type Child, defineComponent, h, onMounted, shallowRef } from "vue";
import { ApiError, whyNoAnswer } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { Me } from "../api/types.ts";
import { lateText as text } from "../text/late-text.ts";
import { failureWords, lookUp } from "../text/words.ts";
import { EntryCard } from "./EntryCard.tsx";
import { NoServerCard } from "./NoServerCard.tsx";

/** What the screen of every link gets. */
export interface LinkScreenProps {
  readonly api: DuetApi;
  readonly token: string;
  readonly onDone: (user: Me) => void;
  readonly onLeave: () => void;
}

/** What a link turns out to be. */
export type FoundLink =
  | { readonly kind: "bad"; readonly why: () => string }
  | {
    readonly kind: "good";
    readonly title: () => string;
    readonly lead: () => string;
    /** What is to be filled in; `use` is for the request that takes up the link. Throws what the server refuses but the link. */
    readonly form: (use: (request: Promise<Me>) => Promise<void>) => Child;
  };

export interface LinkFrameProps extends Pick<LinkScreenProps, "onDone" | "onLeave"> {
  /** Asks the server what the link is. */
  readonly look: () => Promise<FoundLink>;
  /** Why a link may be refused, by the server's codes. */
  readonly badLink: () => Readonly<Record<string, string>>;
}

type State = FoundLink | { readonly kind: "loading" | "unreachable" | "intercepted" };

/** Where a link leads: it is good and asks for something, or says why not. */
export const LinkFrame = defineComponent<LinkFrameProps>(
  (props) => {
    const state = shallowRef<State>({ kind: "loading" });
    const refused = (error: ApiError): State => ({
      kind: "bad",
      why: () => lookUp(props.badLink(), error.code) ?? failureWords(error, text).message,
    });
    let asked = 0;
    const look = async () => {
      const question = ++asked;
      const answer = await props.look().catch((error): State =>
        error instanceof ApiError ? refused(error) : { kind: whyNoAnswer(error) }
      );
      if (question === asked) state.value = answer; // an older one would take away what was filled in since
    };
    const use = async (request: Promise<Me>) => {
      try {
        props.onDone(await request);
      } catch (error) {
        // Used or expired meanwhile: nothing else that is filled in helps.
        if (error instanceof ApiError && error.field === "token") state.value = refused(error);
        else throw error;
      }
    };
    onMounted(() => void look());
    return () => {
      const found = state.value;
      switch (found.kind) {
        case "loading":
          return <main class="entry" aria-busy="true" aria-label={text.wait} />;
        case "unreachable":
        case "intercepted":
          return <NoServerCard why={found.kind} onTryAgain={() => void look()} />;
        case "bad":
          return (
            <EntryCard
              title={text.welcome.badLinkTitle}
              lead={found.why()}
              action={{ label: text.welcome.toSignIn, run: props.onLeave }}
            />
          );
        case "good":
          return <EntryCard title={found.title()} lead={found.lead()} content={() => found.form(use)} />;
      }
    };
  },
  { name: "LinkFrame", props: { look: null, badLink: null, onDone: null, onLeave: null } },
);
