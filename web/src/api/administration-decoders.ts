import { type Decoder, listOf, moment, nullable, object, record, text, wordOf } from "../decoding/decoder.ts";
import { person } from "../decoding/person.ts";
import { ROLES } from "./decoders.ts";
import { invitationLink } from "./invitations.ts";
import type { ManagedAccount, OpenInvitation } from "./types.ts";

const ACCOUNT_STATES = ["enabled", "disabled"] as const;

const managedAccount: Decoder<ManagedAccount> = (value, path) => ({
  ...person(value, path),
  ...object({ role: wordOf(ROLES), state: wordOf(ACCOUNT_STATES) })(value, path),
});

export const managedAccounts: Decoder<ManagedAccount[]> = (value, path) =>
  listOf(managedAccount, Infinity)(record(value, path).accounts, `${path}.accounts`);

const openInvitation: Decoder<OpenInvitation> = (value, path) => {
  const invitation = object({
    id: text,
    created_by: nullable(person),
    created_at: moment,
    expires_at: moment,
  })(value, path);
  return {
    id: invitation.id,
    createdBy: invitation.created_by,
    createdAt: invitation.created_at,
    expiresAt: invitation.expires_at,
  };
};

export const openInvitations: Decoder<OpenInvitation[]> = (value, path) =>
  listOf(openInvitation, Infinity)(record(value, path).invitations, `${path}.invitations`);

export const link = invitationLink;
