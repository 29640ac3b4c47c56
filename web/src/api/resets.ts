/**
 * Links for a new password. It is a module of its own, so that it is loaded with the part of the page that takes them up.
 * Both functions throw as the methods of `DuetApi` do.
 */
import { type Decoder, moment, object, text } from "../decoding/decoder.ts";
import { user } from "./decoders.ts";
import type { DuetApi } from "./duet-api.ts";
import type { Me, OpenReset } from "./types.ts";

const pathOf = (token: string) => `/api/resets/${encodeURIComponent(token)}`;

const openReset: Decoder<OpenReset> = (value, path) => {
  const { username, expires_at } = object({ username: text, expires_at: moment })(value, path);
  return { username, expiresAt: expires_at };
};

/** Whose password a link is for. Refused when it was used, is replaced by a newer one, or has expired. */
export function lookAtReset(api: DuetApi, token: string): Promise<OpenReset> {
  return api.ask("GET", pathOf(token), openReset, { user: null });
}

/** Chooses the new password, and signs in with it. */
export function takeReset(api: DuetApi, token: string, password: string): Promise<Me> {
  return api.ask("POST", pathOf(token), user, { body: { password }, user: null });
}
