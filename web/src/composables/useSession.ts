import { type ReadonlyRef, shallowRef } from "vue";
import { type LostSession, whyNoAnswer } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { TabNews } from "../api/tab-news.ts";
import type { Me, Person } from "../api/types.ts";

export type SessionState =
  /** Intercepted: something on the way answers in the server's place. */
  | { readonly kind: "loading" | "unreachable" | "intercepted" }
  | { readonly kind: "signed-out"; readonly why: WhySignedOut }
  /** The browser is another person's by now than the page has shown. */
  | { readonly kind: "other-user" }
  /** Lost: it is over, but what the page shows is still of use: a call goes on without. */
  | { readonly kind: "signed-in"; readonly user: Me; readonly lost: LostSession | null };

/** Expired: the server ended a session that was there. Deleted: so was its account. None: nobody was signed in, or they left. */
export type WhySignedOut = "none" | "expired" | "deleted";

/** What has become of the session of whom the page shows; null while it lasts, and where there is none. */
export function lostOf(state: SessionState): LostSession | null {
  return state.kind === "signed-in" ? state.lost : null;
}

/** Is whoever was signed in here signed in no more, or somebody else in their place? */
export function hasEnded({ kind }: SessionState): boolean {
  return kind === "signed-out" || kind === "other-user";
}

export interface Session {
  readonly state: ReadonlyRef<SessionState>;
  /** Asks the server who is signed in. */
  readonly refresh: () => Promise<void>;
  /** Throws `ApiError`, `Unreachable` or `Intercepted`. */
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Throws as `signIn`, and when the password is not theirs. */
  readonly deleteAccount: (password: string) => Promise<void>;
  /** Somebody has just been signed in by other means: a new account. */
  readonly begin: (user: Me) => void;
  /** Whom the page shows has another name, or another role where that is told as well. */
  readonly renamed: (user: Person | Me) => void;
  /** The server says that the session is over, or somebody else's. */
  readonly lose: (lost: LostSession) => void;
  /** Shows no longer what belongs to a session that was lost. */
  readonly leave: (lost: LostSession) => void;
}

/** How often a page that stays open asks who is signed in, so that the browser keeps its cookie. Milliseconds. */
export const KEEP_EVERY = 12 * 3600 * 1000;

export function useSession(api: DuetApi, tabs: TabNews): Session {
  const state = shallowRef<SessionState>({ kind: "loading" });
  const signedOut = (why: WhySignedOut) => {
    api.user = null;
    state.value = { kind: "signed-out", why };
  };
  const resume = (user: Me) => {
    api.begin(user.id);
    state.value = { kind: "signed-in", user, lost: null };
  };
  const begin = (user: Me) => {
    resume(user);
    tabs.signedIn(user.id);
  };
  const lose = (lost: LostSession) => {
    const { value } = state;
    if (value.kind === "signed-in" && value.lost !== lost) state.value = { ...value, lost };
  };
  api.onLost = lose;
  tabs.onSignIn = (userId) => {
    const { value } = state;
    if (value.kind !== "signed-in") return;
    if (value.user.id !== userId) lose("other-user");
    else if (value.lost !== null) resume(value.user);
  };
  return {
    state,
    begin,
    renamed(user) {
      const { value } = state;
      if (value.kind === "signed-in" && value.user.id === user.id) {
        state.value = { ...value, user: { ...value.user, ...user } };
      }
    },
    lose,
    leave(lost) {
      if (lost === "signed-out") return signedOut("expired");
      api.user = null;
      state.value = { kind: "other-user" };
    },
    async refresh() {
      api.user = null;
      state.value = { kind: "loading" };
      try {
        const user = await api.session();
        if (user === null) signedOut("none");
        else begin(user);
      } catch (error) {
        state.value = { kind: whyNoAnswer(error) };
      }
    },
    async signIn(username, password) {
      begin(await api.signIn(username, password));
    },
    async signOut() {
      // Without an answer the cookie stays, and so does the session: better to see that than to believe in it.
      await api.signOut();
      signedOut("none");
    },
    async deleteAccount(password) {
      await api.deleteAccount(password);
      // Whatever the socket has said meanwhile: it was no session that has merely ended.
      signedOut("deleted");
    },
  };
}
