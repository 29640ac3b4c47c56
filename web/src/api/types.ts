import type { Person } from "../contract.ts";
import type { Unknown } from "../decoding/decoder.ts";
import type { ReceivedReason } from "../decoding/received.ts";

export type { Person };

export type Direction = "incoming" | "outgoing" | Unknown;

/** Somebody who can be called, and whether they were online when the list was made. */
export interface ListedPerson extends Person {
  readonly online: boolean;
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
  readonly peer: Person;
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
}

/** A one-time link somebody can take up: the first account of a server, or a further one. */
export interface InvitationKind {
  readonly kind: "setup" | "invitation" | Unknown;
  readonly expiresAt: number;
}

export interface InvitationLink {
  readonly url: string;
  readonly expiresAt: number;
}

/** ICE servers, and for how many seconds their credentials are good. */
export interface LentIceServers {
  readonly servers: readonly RTCIceServer[];
  readonly ttl: number;
}

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly password: string;
}
