import type { ReceivedReason } from "../decoding/received.ts";
import type { NoticeData, ToldCall } from "../notify/call-notice.ts";
import type { NoticeText } from "../text/notice-text.ts";

/** What a notification is about. */
export type Subject =
  /** Until then, in milliseconds since 1970. */
  | { readonly kind: "rings"; readonly call: ToldCall; readonly until: number }
  | { readonly kind: "missed"; readonly call: ToldCall }
  /** It rings no longer, and was not missed. Goes by itself. */
  | { readonly kind: "over"; readonly call: ToldCall; readonly reason: ReceivedReason }
  /** It could not be declined, for this reason in words. */
  | { readonly kind: "undeclined"; readonly call: ToldCall; readonly why: string }
  /** A call for somebody who was signed in here before. */
  | { readonly kind: "not-for-you" }
  /** The server said something that is not known here. */
  | { readonly kind: "unknown" };

/** Notifications API section 3; not all of it is in TypeScript's library. */
export interface NoticeOptions extends NotificationOptions {
  readonly renotify?: boolean;
  readonly actions?: readonly { readonly action: string; readonly title: string }[];
  readonly timestamp?: number;
  readonly vibrate?: readonly number[];
}

export interface Notice {
  readonly title: string;
  readonly options: NoticeOptions;
}

export interface NoticeParts {
  /** Where Duet lives, which ends in a slash. */
  readonly base: string;
  /** How many buttons a notification can have here. */
  readonly maxActions: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly text: NoticeText;
}

/** Those without a call replace each other. */
const GENERAL_TAG = "duet";
/** As a phone does. Milliseconds, on and off. */
const RING_PATTERN = [800, 400, 800, 400, 800];

/**
 * Beside a notification there is no list of people to compare a name with: of a call that rings, or was missed, it says how
 * the caller signs in.
 */
export function noticeOf(subject: Subject, { base, maxActions, now, text }: NoticeParts): Notice {
  const pictures = { icon: `${base}assets/icon-192.png`, badge: `${base}assets/badge-96.png` };
  /** All of one call replace each other, in whichever tab or worker they were made. */
  const about = (call: ToldCall, kind: NoticeData["kind"], until: number | null = null): NoticeOptions => ({
    ...pictures,
    lang: text.language,
    tag: call.callId,
    renotify: false,
    timestamp: now,
    data: { kind, until, ...call } satisfies NoticeData,
  });
  const general = (body: string): NoticeOptions => ({
    ...pictures,
    lang: text.language,
    tag: GENERAL_TAG,
    body,
  });
  switch (subject.kind) {
    case "rings": {
      const { call, until } = subject;
      const { name, username } = call.from;
      const actions = [
        { action: "answer", title: text.answer },
        { action: "decline", title: text.decline },
      ];
      return {
        title: text.rings(name),
        options: {
          ...about(call, "rings", until),
          body: maxActions >= actions.length
            ? text.ringsBody(username)
            : text.ringsBodyWithoutActions(username),
          requireInteraction: true,
          vibrate: RING_PATTERN,
          ...(maxActions >= actions.length ? { actions } : {}),
        },
      };
    }
    case "missed": {
      const { call } = subject;
      const { name, username } = call.from;
      return {
        title: text.missed(name),
        options: { ...about(call, "missed"), body: text.missedBody(username) },
      };
    }
    case "over":
      return {
        title: text.over(subject.call.from.name),
        options: { ...about(subject.call, "over"), body: overWords(subject.reason, text), silent: true },
      };
    case "undeclined":
      return {
        title: text.undeclined(subject.call.from.name),
        options: { ...about(subject.call, "undeclined"), body: subject.why },
      };
    case "not-for-you":
      return { title: text.notForYou, options: general(text.notForYouBody) };
    case "unknown":
      return { title: text.unknown, options: general(text.unknownBody) };
  }
}

function overWords(reason: ReceivedReason, { overBody }: NoticeText): string {
  switch (reason) {
    case "answered_elsewhere":
      return overBody.answeredElsewhere;
    case "declined":
    case "declined_elsewhere":
      return overBody.declined;
    case "hung_up":
    case "cancelled":
    case "busy":
    case "no_answer":
    case "called_elsewhere":
    case "connect_failed":
    case "connection_lost":
    case "abandoned":
    case "signed_out":
    case "microphone_unavailable":
    case "unknown":
      return overBody.other;
  }
}
