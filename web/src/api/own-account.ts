import { type Decoder, flag, listOf, moment, nullable, object, record, text } from "../decoding/decoder.ts";
import { user } from "./decoders.ts";
import type { DuetApi } from "./duet-api.ts";
import type { Me, OpenSession } from "./types.ts";

const openSession: Decoder<OpenSession> = (value, path) => {
  const session = object({
    id: text,
    this_session: flag,
    created_at: moment,
    last_seen_at: moment,
    user_agent: nullable(text),
  })(value, path);
  return {
    id: session.id,
    isThis: session.this_session,
    createdAt: session.created_at,
    lastSeenAt: session.last_seen_at,
    userAgent: session.user_agent,
  };
};

const openSessions: Decoder<OpenSession[]> = (value, path) =>
  listOf(openSession, Infinity)(record(value, path).sessions, `${path}.sessions`);

/** What is asked about one's own account: a part that is loaded later. Every function throws as the methods of `DuetApi` do. */
export class OwnAccount {
  constructor(private readonly api: DuetApi) {}

  /** Gives oneself another name; answers with who one is then. */
  rename(name: string): Promise<Me> {
    return this.api.ask("PUT", "/api/account", user, { body: { name } });
  }

  /** Signs one out everywhere else, too. */
  changePassword(current: string, password: string): Promise<void> {
    return this.api.ask("PUT", "/api/account/password", () => undefined, { body: { current, password } });
  }

  /** Where one is signed in, the one that was used last first. */
  sessions(): Promise<OpenSession[]> {
    return this.api.ask("GET", "/api/sessions", openSessions);
  }

  endSession(id: string): Promise<void> {
    return this.api.ask("DELETE", `/api/sessions/${encodeURIComponent(id)}`, () => undefined);
  }

  endOtherSessions(): Promise<void> {
    return this.api.ask("DELETE", "/api/sessions", () => undefined);
  }
}
