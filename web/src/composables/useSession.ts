import { type ReadonlyRef, shallowRef } from "vue";
import { whyNoAnswer } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { Person } from "../contract.ts";

export type SessionState =
  /** Intercepted: something on the way answers in the server's place. */
  | { readonly kind: "loading" | "unreachable" | "intercepted" }
  /** Expired: the server ended a session that was there. */
  | { readonly kind: "signed-out"; readonly expired: boolean }
  | { readonly kind: "signed-in"; readonly user: Person };

export interface Session {
  readonly state: ReadonlyRef<SessionState>;
  /** Asks the server who is signed in. */
  readonly refresh: () => Promise<void>;
  /** Throws `ApiError`, `Unreachable` or `Intercepted`. */
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Somebody has just been signed in by other means: a new account. */
  readonly begin: (user: Person) => void;
  /** The server says that the session is over. */
  readonly end: () => void;
}

export function useSession(api: DuetApi): Session {
  const state = shallowRef<SessionState>({ kind: "loading" });
  const begin = (user: Person) => {
    state.value = { kind: "signed-in", user };
  };
  const signedOut = (expired: boolean) => {
    state.value = { kind: "signed-out", expired };
  };
  return {
    state,
    begin,
    end: () => signedOut(true),
    async refresh() {
      state.value = { kind: "loading" };
      try {
        const user = await api.session();
        if (user === null) signedOut(false);
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
      signedOut(false);
    },
  };
}
