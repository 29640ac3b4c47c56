import { defineComponent, h, onMounted, shallowRef } from "vue";
import { ApiError, whyNoAnswer } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { InvitationKind, Me, NewAccount } from "../api/types.ts";
import { UNKNOWN } from "../decoding/decoder.ts";
import { lateText } from "../text/late-text.ts";
import { text } from "../text/text.ts";
import { lookUp } from "../text/words.ts";
import { EntryCard } from "./EntryCard.tsx";
import { NewAccountForm } from "./NewAccountForm.tsx";
import { NoServerCard } from "./NoServerCard.tsx";

export interface WelcomeScreenProps {
  readonly api: DuetApi;
  readonly token: string;
  readonly onDone: (user: Me) => void;
  readonly onLeave: () => void;
}

type State =
  | { readonly kind: "loading" | "unreachable" | "intercepted" }
  | { readonly kind: "good"; readonly isFirst: boolean }
  | { readonly kind: "bad"; readonly why: string };

/** Where a set-up or invitation link leads: it is good and makes an account, or says why not. */
export const WelcomeScreen = defineComponent<WelcomeScreenProps>(
  (props) => {
    const state = shallowRef<State>({ kind: "loading" });
    const look = async () => {
      try {
        state.value = welcomed(await props.api.invitation(props.token));
      } catch (error) {
        state.value = failed(error);
      }
    };
    const create = async (account: NewAccount) => {
      props.onDone(await props.api.takeUp(props.token, account));
    };
    onMounted(() => void look());
    return () => {
      switch (state.value.kind) {
        case "loading":
          return <main class="entry" aria-busy="true" aria-label={text.wait} />;
        case "unreachable":
        case "intercepted":
          return <NoServerCard why={state.value.kind} onTryAgain={() => void look()} />;
        case "bad":
          return (
            <EntryCard
              title={lateText.welcome.badLinkTitle}
              lead={state.value.why}
              action={{ label: lateText.welcome.toSignIn, run: props.onLeave }}
            />
          );
        case "good": {
          const first = state.value.isFirst;
          return (
            <EntryCard
              title={first ? lateText.welcome.setupTitle : lateText.welcome.invitationTitle}
              lead={first ? lateText.welcome.setupLead : lateText.welcome.invitationLead}
              content={() => <NewAccountForm onCreate={create} />}
            />
          );
        }
      }
    };
  },
  { name: "WelcomeScreen", props: { api: null, token: null, onDone: null, onLeave: null } },
);

function welcomed({ kind }: InvitationKind): State {
  if (kind === UNKNOWN) return { kind: "bad", why: lateText.welcome.unknownLink };
  return { kind: "good", isFirst: kind === "setup" };
}

function failed(error: unknown): State {
  if (!(error instanceof ApiError)) return { kind: whyNoAnswer(error) };
  return { kind: "bad", why: lookUp(lateText.welcome.badLink, error.code) ?? error.message };
}
