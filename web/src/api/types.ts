import type { EndReason, Person } from "../contract.ts";

export type { Person };

export type Direction = "incoming" | "outgoing";

/** One call of the past. Times are milliseconds since 1970. */
export interface RecentCall {
  readonly callId: string;
  readonly peer: Person;
  readonly direction: Direction;
  readonly reason: EndReason | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
}

/** A one-time link somebody can take up: the first account of a server, or a further one. */
export interface InvitationKind {
  readonly kind: "setup" | "invitation";
  readonly expiresAt: number;
}

export interface InvitationLink {
  readonly url: string;
  readonly expiresAt: number;
}

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly password: string;
}
