import { type Decoder, moment, object, text, wordOf } from "../decoding/decoder.ts";
import { user } from "./decoders.ts";
import type { DuetApi } from "./duet-api.ts";
import type { InvitationKind, InvitationLink, Me, NewAccount } from "./types.ts";

/** Links to a new account: a part that is loaded later. The functions throw as the methods of `DuetApi` do. */
const KINDS = ["setup", "invitation"] as const;
const pathOf = (token: string) => `/api/invitations/${encodeURIComponent(token)}`;

const invitationKind: Decoder<InvitationKind> = (value, path) => {
  const { kind, expires_at } = object({ kind: wordOf(KINDS), expires_at: moment })(value, path);
  return { kind, expiresAt: expires_at };
};

export const invitationLink: Decoder<InvitationLink> = (value, path) => {
  const { url, expires_at } = object({ url: text, expires_at: moment })(value, path);
  return { url, expiresAt: expires_at };
};

/** Makes a one-time link for somebody who has no account yet. */
export function invite(api: DuetApi): Promise<InvitationLink> {
  return api.ask("POST", "/api/invitations", invitationLink, { body: {} });
}

/** What a link's token is good for; refused when it is used up, expired or never was one. */
export function lookAtInvitation(api: DuetApi, token: string): Promise<InvitationKind> {
  return api.ask("GET", pathOf(token), invitationKind);
}

/** Makes the account and signs it in. */
export function takeUp(api: DuetApi, token: string, account: NewAccount): Promise<Me> {
  return api.ask("POST", pathOf(token), user, { body: account, user: null });
}
