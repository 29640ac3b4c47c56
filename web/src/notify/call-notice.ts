import type { Person } from "../contract.ts";
import { type Decoder, nullable, object, quantity, wordOf } from "../decoding/decoder.ts";
import { identifier, person } from "../decoding/person.ts";

/** A call that somebody is told about while they do not look at a page. */
export interface ToldCall {
  readonly callId: string;
  /** Who calls, or called. */
  readonly from: Person;
  /** Who is called: the person who was signed in when this browser was to be told of calls. */
  readonly toUserId: string;
}

/** What a notification says of a call. */
export const NOTICE_KINDS = ["rings", "missed", "over", "undeclined"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What stays in a notification, for when it is pressed; the worker that has shown it may be gone by then. */
export interface NoticeData extends ToldCall {
  readonly kind: NoticeKind;
  /** Until when the call rings, in milliseconds since 1970; null if it does not, or if an older worker has shown it. */
  readonly until: number | null;
}

export const toldCall: Decoder<ToldCall> = object<ToldCall>({
  callId: identifier,
  from: person,
  toUserId: identifier,
});

const noticeHead = object({ kind: wordOf(NOTICE_KINDS), until: nullable(quantity) });

/** Null for what an older or a newer worker has shown, which leads to the page and no further. */
export function noticeData(value: unknown): NoticeData | null {
  try {
    const { kind, until } = noticeHead(value, "notification");
    return kind === "unknown" ? null : { kind, until, ...toldCall(value, "notification") };
  } catch {
    return null;
  }
}
