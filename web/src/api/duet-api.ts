import { type Decoder, Malformed } from "../decoding/decoder.ts";
import { ApiError, Intercepted, Unreachable } from "./api-error.ts";
import * as decode from "./decoders.ts";
import { asksForSignIn, isOfStandIn } from "./stand-in.ts";
import type {
  InvitationKind,
  InvitationLink,
  LentIceServers,
  NewAccount,
  PeopleList,
  Person,
  PersonalSettings,
  RecentCall,
  RecentCallPage,
} from "./types.ts";

/** An answer that takes longer counts as none. Milliseconds. */
const PATIENCE = 8_000;
/** The same for what grows with the number of people: a slow network needs a while for all of them. */
const LONG_PATIENCE = 60_000;
/** Calls of the past that are asked for at once. */
const PAGE = 100;

export type Fetch = (path: string, request: RequestInit) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * The server's HTTP interface. Every method throws `ApiError` when refused, `Unreachable` without answer, and
 * `Intercepted` when something else answers.
 */
export class DuetApi {
  constructor(private readonly fetch: Fetch) {}

  /** Who is signed in here, or null. */
  async session(): Promise<Person | null> {
    try {
      return await this.#ask("GET", "/api/session", decode.user);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  }

  signIn(username: string, password: string): Promise<Person> {
    return this.#ask("POST", "/api/session", decode.user, { username, password });
  }

  signOut(): Promise<void> {
    return this.#ask("DELETE", "/api/session", () => undefined);
  }

  /** Everybody, oneself as well. */
  people(): Promise<PeopleList> {
    return this.#ask("GET", "/api/people", decode.people, undefined, LONG_PATIENCE);
  }

  /** The ids of those whom one has blocked. */
  blocked(): Promise<string[]> {
    return this.#ask("GET", "/api/blocks", decode.blocked);
  }

  /** Blocks somebody, or unblocks them; it does no harm to do so twice. */
  setBlocked(id: string, isBlocked: boolean): Promise<void> {
    const path = `/api/people/${encodeURIComponent(id)}/block`;
    return this.#ask(isBlocked ? "PUT" : "DELETE", path, () => undefined);
  }

  /** A page of the calls of the past, newest first: the newest ones, or those before a moment. */
  async recentCalls(before: number | null = null): Promise<RecentCallPage> {
    const older = before === null ? "" : `&before=${encodeURIComponent(new Date(before).toISOString())}`;
    const calls = await this.#ask("GET", `/api/calls?limit=${PAGE}${older}`, decode.recentCalls);
    return { calls, isLast: calls.length < PAGE };
  }

  /** One call, also of the present. */
  call(callId: string): Promise<RecentCall> {
    return this.#ask("GET", `/api/calls/${encodeURIComponent(callId)}`, decode.oneCall);
  }

  iceServers(): Promise<LentIceServers> {
    return this.#ask("GET", "/api/ice-servers", decode.iceServers);
  }

  settings(): Promise<PersonalSettings> {
    return this.#ask("GET", "/api/settings", decode.personalSettings);
  }

  saveSettings({ alwaysRelay }: Pick<PersonalSettings, "alwaysRelay">): Promise<void> {
    return this.#ask("PUT", "/api/settings", () => undefined, { always_relay: alwaysRelay });
  }

  /** Makes a one-time link for somebody who has no account yet. */
  invite(): Promise<InvitationLink> {
    return this.#ask("POST", "/api/invitations", decode.invitationLink, {});
  }

  /** What a link's token is good for; refused when it is used up, expired or never was one. */
  invitation(token: string): Promise<InvitationKind> {
    return this.#ask("GET", `/api/invitations/${encodeURIComponent(token)}`, decode.invitationKind);
  }

  /** Makes the account and signs it in. */
  takeUp(token: string, account: NewAccount): Promise<Person> {
    return this.#ask("POST", `/api/invitations/${encodeURIComponent(token)}`, decode.user, account);
  }

  async #ask<T>(
    method: Method,
    path: string,
    decoder: Decoder<T>,
    body?: object,
    patience = PATIENCE,
  ): Promise<T> {
    const { response, text } = await this.#exchange(method, path, body, patience);
    const { ok, status } = response;
    if (isOfStandIn(response)) throw new Intercepted(`${method} ${path}: ${status}`);
    try {
      const content = parsed(text, path);
      if (ok) return decoder(content, path);
      const { code, message, field } = decode.refusal(content, path);
      throw new ApiError(status, code, message, field);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      const NotTheServer = asksForSignIn(status) ? Intercepted : Unreachable;
      throw new NotTheServer(`${method} ${path}: ${status}, ${error.message}`, { cause: error });
    }
  }

  async #exchange(method: Method, path: string, body: object | undefined, patience: number) {
    try {
      const response = await this.fetch(path, {
        method,
        // Followed to another origin, it would look like no answer at all.
        redirect: "manual",
        signal: AbortSignal.timeout(patience),
        headers: body === undefined ? {} : { "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { response, text: await response.text() };
    } catch (error) {
      throw new Unreachable(`${method} ${path}`, { cause: error });
    }
  }
}

function parsed(text: string, path: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed(path, "JSON");
  }
}
