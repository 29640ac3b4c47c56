import type { Person } from "../contract.ts";
import type { Unknown } from "../decoding/decoder.ts";
import type { ReceivedReason } from "../decoding/received.ts";
import type { DoNotDisturb } from "../quiet/do-not-disturb.ts";

export type { Person };

export type Direction = "incoming" | "outgoing" | Unknown;

/** Who is signed in, and what they may beyond their own account. */
export interface Me extends Person {
  readonly role: Role;
}

/** Administrators manage the accounts and invitations of others. */
export type Role = "member" | "administrator" | Unknown;

/** Somebody with whom there was a call. */
export interface PastPerson extends Person {
  /** Their account was deleted: they cannot be called, and have no name. */
  readonly isGone?: true;
}

/** An account, as administrators see it. */
export interface ManagedAccount extends Me {
  /** Disabled: cannot sign in and cannot be called. */
  readonly state: "enabled" | "disabled" | Unknown;
}

/** A link that nobody has taken up yet, without its token. Times are milliseconds since 1970. */
export interface OpenInvitation {
  readonly id: string;
  /** Null: whoever runs the server has made it on its command line. */
  readonly createdBy: Person | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Somebody who can be called, and whether they were online when the list was made. */
export interface ListedPerson extends Person {
  readonly online: boolean;
  /** By their name they could be taken for somebody else who is listed; absent where not. */
  readonly isMistakable?: true;
}

/** Everybody with an account. */
export interface PeopleList {
  /** The number of the last change of presence (`session:presence`) that the list contains. */
  readonly presence: number;
  readonly people: readonly ListedPerson[];
}

/** One call of the past. Times are milliseconds since 1970. */
export interface RecentCall {
  readonly callId: string;
  readonly peer: PastPerson;
  readonly direction: Direction;
  readonly reason: ReceivedReason | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
}

/** A part of the history, newest first. */
export interface RecentCallPage {
  readonly calls: readonly RecentCall[];
  /** There are no calls before these. */
  readonly isLast: boolean;
  /** The end of the last call that was seen on any device, in milliseconds since 1970; null while none was. */
  readonly seen: number | null;
}

/** A one-time link somebody can take up: the first account of a server, or a further one. */
export interface InvitationKind {
  readonly kind: "setup" | "invitation" | Unknown;
  readonly expiresAt: number;
}

/** A link with which somebody chooses a new password: whose it is. */
export interface OpenReset {
  readonly username: string;
  readonly expiresAt: number;
}

export interface InvitationLink {
  readonly url: string;
  readonly expiresAt: number;
}

/** ICE servers, and for how many seconds their credentials are good. */
export interface LentIceServers {
  readonly servers: readonly RTCIceServer[];
  /** May nothing but a relay be used, so that the other one does not learn this device's address? */
  readonly relayOnly: boolean;
  readonly ttl: number;
}

/** What one has chosen for oneself, and what the server leaves to choose. */
export interface PersonalSettings {
  readonly alwaysRelay: boolean;
  /** Null: calls may make a noise. */
  readonly doNotDisturb: DoNotDisturb | null;
  /** There is none; it is there for whoever wants it; every call goes over it anyway. */
  readonly relay: "none" | "offered" | "always" | Unknown;
}

/** Where a browser takes pushes, and for which keys they are encrypted (Push API section 8). */
export interface PushTarget {
  readonly endpoint: string;
  /** In base64url. */
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** Where one is signed in. Times are milliseconds since 1970. */
export interface OpenSession {
  readonly id: string;
  /** Is it the one that asks? */
  readonly isThis: boolean;
  readonly createdAt: number;
  /** To within an hour. */
  readonly lastSeenAt: number;
  /** What the browser called itself when it signed in; null when that is not known. */
  readonly userAgent: string | null;
}

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly password: string;
}
