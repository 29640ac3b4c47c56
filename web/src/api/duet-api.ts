import { type Decoder, Malformed } from "../decoding/decoder.ts";
import type { DoNotDisturb } from "../quiet/do-not-disturb.ts";
import { ApiError, Intercepted, type LostSession, lostSession, Unreachable } from "./api-error.ts";
import * as decode from "./decoders.ts";
import { asksForSignIn, isOfStandIn } from "./stand-in.ts";
import type {
  LentIceServers,
  Me,
  PeopleList,
  PersonalSettings,
  PushTarget,
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
export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Question {
  readonly body?: object;
  /** Milliseconds. */
  readonly patience?: number;
  /** For whom it is asked; by default for whom this page shows. */
  readonly user?: string | null;
}

/**
 * The server's HTTP interface. Every method throws `ApiError` when refused, `Unreachable` without answer, and
 * `Intercepted` when something else answers.
 */
export class DuetApi {
  /**
   * The id of whom this page shows. The server then refuses what is asked if somebody else is signed in in this browser
   * by now. Null: whoever is signed in.
   */
  user: string | null = null;
  /** Which of the page's sessions it is. */
  #session = 0;
  /** Told when an answer says that nobody, or somebody else, is signed in. */
  onLost: (lost: LostSession) => void = () => {};

  constructor(private readonly fetch: Fetch) {}

  /** A session has begun: what an earlier one is still refused is no news of it. */
  begin(user: string): void {
    this.user = user;
    this.#session += 1;
  }

  /** Who is signed in here, or null. The browser keeps its cookie for as long as the session lives from now on. */
  async session(): Promise<Me | null> {
    const session = this.#session;
    try {
      return await this.#answer("GET", "/api/session", decode.user);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      this.#tell(error, session);
      throw error;
    }
  }

  signIn(username: string, password: string): Promise<Me> {
    return this.#answer("POST", "/api/session", decode.user, { body: { username, password }, user: null });
  }

  signOut(): Promise<void> {
    return this.ask("DELETE", "/api/session", () => undefined);
  }

  /** Deletes one's own account, for good. */
  deleteAccount(password: string): Promise<void> {
    return this.ask("DELETE", "/api/account", () => undefined, { body: { password } });
  }

  /** Everybody, oneself as well. */
  people(): Promise<PeopleList> {
    return this.ask("GET", "/api/people", decode.people, { patience: LONG_PATIENCE });
  }

  /** The ids of those whom one has blocked. */
  blocked(): Promise<string[]> {
    return this.ask("GET", "/api/blocks", decode.blocked);
  }

  /** Blocks somebody, or unblocks them; it does no harm to do so twice. */
  setBlocked(id: string, isBlocked: boolean): Promise<void> {
    const path = `/api/people/${encodeURIComponent(id)}/block`;
    return this.ask(isBlocked ? "PUT" : "DELETE", path, () => undefined);
  }

  /** A page of the calls of the past, newest first: the newest ones, or those before a moment. */
  async recentCalls(before: number | null = null): Promise<RecentCallPage> {
    const older = before === null ? "" : `&before=${encodeURIComponent(new Date(before).toISOString())}`;
    const page = await this.ask("GET", `/api/calls?limit=${PAGE}${older}`, decode.recentCalls);
    return { ...page, isLast: page.calls.length < PAGE };
  }

  /** All calls that ended until a moment were seen, in milliseconds since 1970. */
  markSeen(until: number): Promise<void> {
    return this.ask("PUT", "/api/calls/seen", () => undefined, {
      body: { until: new Date(until).toISOString() },
    });
  }

  /** One call, also of the present. */
  call(callId: string, user = this.user): Promise<RecentCall> {
    return this.ask("GET", `/api/calls/${encodeURIComponent(callId)}`, decode.oneCall, { user });
  }

  iceServers(): Promise<LentIceServers> {
    return this.ask("GET", "/api/ice-servers", decode.iceServers);
  }

  settings(): Promise<PersonalSettings> {
    return this.ask("GET", "/api/settings", decode.personalSettings);
  }

  saveSettings({ alwaysRelay }: Pick<PersonalSettings, "alwaysRelay">): Promise<void> {
    return this.ask("PUT", "/api/settings", () => undefined, { body: { always_relay: alwaysRelay } });
  }

  /** Lets nothing disturb one, on all of one's devices, or with null everything again. */
  saveDoNotDisturb(wanted: DoNotDisturb | null): Promise<void> {
    const path = "/api/settings/do-not-disturb";
    if (wanted === null) return this.ask("DELETE", path, () => undefined);
    const until = wanted.until === null ? null : new Date(wanted.until).toISOString();
    return this.ask("PUT", path, () => undefined, { body: { until } });
  }

  /** Declines a call that rings, at all devices of the user. */
  declineCall(callId: string, user = this.user): Promise<void> {
    return this.ask("POST", `/api/calls/${encodeURIComponent(callId)}/decline`, () => undefined, { user });
  }

  /** The key that pushes of this server are made for, in base64url; null where it makes none. */
  async pushKey(): Promise<string | null> {
    try {
      return await this.ask("GET", "/api/push", decode.pushKey);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null; // an older server
      throw error;
    }
  }

  /** The session's only one from now on. */
  savePushSubscription({ endpoint, keys }: PushTarget): Promise<void> {
    return this.ask("PUT", "/api/push/subscription", () => undefined, { body: { endpoint, keys } });
  }

  forgetPushSubscription(): Promise<void> {
    return this.ask("DELETE", "/api/push/subscription", () => undefined);
  }

  /**
   * An answer for whom this page shows. This is the one place that notices when they are signed in no more. Parts that
   * are loaded later ask by it with decoders of their own.
   */
  async ask<T>(method: Method, path: string, decoder: Decoder<T>, question: Question = {}): Promise<T> {
    const session = this.#session;
    try {
      return await this.#answer(method, path, decoder, question);
    } catch (error) {
      this.#tell(error, session);
      throw error;
    }
  }

  #tell(error: unknown, session: number): void {
    const lost = lostSession(error);
    if (lost !== null && session === this.#session) this.onLost(lost);
  }

  async #answer<T>(method: Method, path: string, decoder: Decoder<T>, question: Question = {}): Promise<T> {
    const { response, text } = await this.#exchange(method, path, question);
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

  async #exchange(method: Method, path: string, { body, patience = PATIENCE, user = this.user }: Question) {
    try {
      const response = await this.fetch(path, {
        method,
        // Followed to another origin, it would look like no answer at all.
        redirect: "manual",
        signal: AbortSignal.timeout(patience),
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(user === null ? {} : { "Duet-User": user }),
        },
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
