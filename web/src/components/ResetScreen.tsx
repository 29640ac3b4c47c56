import { defineComponent, h, onMounted, shallowRef } from "vue";
import { ApiError, whyNoAnswer } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import { lookAtReset, takeReset } from "../api/resets.ts";
import type { Me } from "../api/types.ts";
import { useForm } from "../composables/useForm.ts";
import { lateText as text } from "../text/late-text.ts";
import { lookUp } from "../text/words.ts";
import { EntryCard } from "./EntryCard.tsx";
import { FormFoot } from "./FormFoot.tsx";
import { NoServerCard } from "./NoServerCard.tsx";
import { TextField } from "./TextField.tsx";

export interface ResetScreenProps {
  readonly api: DuetApi;
  readonly token: string;
  readonly onDone: (user: Me) => void;
  readonly onLeave: () => void;
}

type State =
  | { readonly kind: "loading" | "unreachable" | "intercepted" }
  | { readonly kind: "good"; readonly username: string }
  | { readonly kind: "bad"; readonly why: string };

/** Where a link for a new password leads: it is good and asks for one, or says why not. */
export const ResetScreen = defineComponent<ResetScreenProps>(
  (props) => {
    const state = shallowRef<State>({ kind: "loading" });
    const form = useForm({ password: "" }, async ({ password }) => {
      try {
        props.onDone(await takeReset(props.api, props.token, password));
      } catch (error) {
        // Used or expired meanwhile: no other password helps.
        if (error instanceof ApiError && error.field === "token") state.value = failed(error);
        else throw error;
      }
    });
    const look = async () => {
      try {
        state.value = { kind: "good", username: (await lookAtReset(props.api, props.token)).username };
      } catch (error) {
        state.value = failed(error);
      }
    };
    onMounted(() => void look());
    const fields = (username: string) => (
      <form class="form" novalidate onSubmit={form.submit}>
        {/* Not seen, so that a password manager knows whose password it is. */}
        <input type="text" hidden autocomplete="username" value={username} />
        <TextField
          label={text.account.chosen}
          type="password"
          autocomplete="new-password"
          hint={text.welcome.passwordHint}
          {...form.field("password")}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.reset.submit}
          busyLabel={text.account.changing}
        />
      </form>
    );
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
              title={text.welcome.badLinkTitle}
              lead={state.value.why}
              action={{ label: text.welcome.toSignIn, run: props.onLeave }}
            />
          );
        case "good": {
          const { username } = state.value;
          return (
            <EntryCard
              title={text.reset.title}
              lead={text.reset.lead(username)}
              content={() => fields(username)}
            />
          );
        }
      }
    };
  },
  { name: "ResetScreen", props: { api: null, token: null, onDone: null, onLeave: null } },
);

function failed(error: unknown): State {
  if (!(error instanceof ApiError)) return { kind: whyNoAnswer(error) };
  const why = lookUp(text.reset.badLink, error.code) ?? lookUp(text.errors.codes, error.code);
  return { kind: "bad", why: why ?? error.message };
}
