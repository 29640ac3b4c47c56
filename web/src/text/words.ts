import { ApiError, Intercepted } from "../api/api-error.ts";
import type { PastPerson, RecentCall } from "../api/types.ts";
import type { CallView, Ending, Trouble } from "../call/call-model.ts";
import type { MicrophoneProblem } from "../call/microphone-failure.ts";
import type { Person, Reach } from "../contract.ts";
import { UNKNOWN } from "../decoding/decoder.ts";
import type { ReceivedCode, ReceivedReason } from "../decoding/received.ts";
import { isolated } from "./isolation.ts";
import type { Text } from "./text.ts";
import { spokenDuration } from "./time.ts";

export interface Message {
  readonly title: string;
  readonly detail: string | null;
}

export type BrowserFamily = "chromium" | "firefox" | "safari" | "other";

/** Which browser this is, only to say where its switches are. */
export function browserFamily(userAgent: string): BrowserFamily {
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Chrom(e|ium)\//.test(userAgent)) return "chromium";
  return /Safari\//.test(userAgent) ? "safari" : "other";
}

/** What the tab is called: what the call is doing, or how many were missed where it does nothing. */
export function titleOf(words: string, missed: number, { app }: Text): string {
  if (words !== "") return `${words} – ${app.name}`;
  return missed === 0 ? app.name : `(${missed}) ${app.name}`;
}

/** The state of the call in one line; nothing while there is no call and none has just ended. */
export function stateWords(view: CallView, text: Text): string {
  switch (view.state) {
    case "idle":
      return view.ending === null ? "" : endingWords(view.ending, text).title;
    case "dialing":
    case "answering":
    case "continuing":
      return text.call.opening;
    case "calling":
    case "redialing":
      return callingWords(view.reach, view.call.peer.name, text);
    case "ringing":
      return text.call.ringing(view.call.peer.name);
    case "claiming":
      return text.call.claiming;
    case "accepting":
    case "connecting":
      return text.call.connecting;
    case "connected":
      return text.call.connected;
    case "resuming":
    case "interrupted":
    case "reconnecting":
      return text.call.reconnecting;
  }
}

function callingWords(reach: Reach | null, name: string, { call }: Text): string {
  switch (reach) {
    case "ringing":
      return call.rings(name);
    case "notified":
      return call.notified(name);
    case "offline":
      return call.offline(name);
    case "notifying":
    case null:
      return call.calling(name);
  }
}

export function endingWords(ending: Ending, text: Text): Message {
  const { peer: { name }, role, reason, by, offline, unheard, cause } = ending;
  if (reason === null || reason === UNKNOWN) return text.endings.unknown;
  const noPath = cause === null ? null : text.paths.why({ cause, name });
  return text.endings[reason]({ name, role, by, offline, unheard, noPath });
}

export function troubleWords(trouble: Trouble, browser: BrowserFamily, text: Text): Message {
  switch (trouble.kind) {
    case "offline":
      return { title: text.connection.offlineTitle, detail: text.connection.offlineDetail };
    case "refused":
      return { title: text.refused.title, detail: refusalWords(trouble.code, trouble.message, text) };
    case "microphone":
      return problemWords(trouble.problem, browser, text);
    case "obstacle":
      return { title: text.call.impossible, detail: null };
  }
}

/** Why there is no microphone, and where this browser's switch for it is. What no call begins with is told elsewhere. */
export function problemWords(problem: MicrophoneProblem, browser: BrowserFamily, text: Text): Message {
  switch (problem) {
    case "not-allowed": {
      const { title, detail } = text.microphone[problem];
      return { title, detail: detail[browser] };
    }
    case "not-found":
    case "not-readable":
    case "unknown":
      return text.microphone[problem];
    case "insecure":
    case "forbidden":
    case "not-offered":
      return { title: text.call.impossible, detail: null };
  }
}

/** Most codes tell of a fault in the program itself; only these can be met by a person. */
function refusalWords(code: ReceivedCode, message: string, { refused }: Text): string {
  switch (code) {
    case "user_disabled":
    case "unknown_user":
    case "already_in_call":
    case "too_many_calls":
    case "other_device":
    case "rate_limited":
    case "cannot_save":
    case "internal_error":
      return refused[code];
    default: // not an enum to be thought through: the server's own sentence is the answer to all others
      return refused.other + message;
  }
}

/** Whoever has no name any more is called so in the reader's language. */
export function named(peer: PastPerson, { recents }: Pick<Text, "recents">): PastPerson {
  return peer.isGone === true ? { ...peer, name: recents.deletedAccount } : peer;
}

export function isMissed({ direction, answeredAt, reason }: RecentCall): boolean {
  if (direction !== "incoming" || answeredAt !== null || reason === null) return false;
  return isMissedReason(reason);
}

/** Did whoever was called miss it, if nobody answered and it has ended for this? */
export function isMissedReason(reason: ReceivedReason): boolean {
  return MISSED[reason];
}

const MISSED: Readonly<Record<ReceivedReason, boolean>> = {
  hung_up: false,
  cancelled: true,
  declined: false,
  busy: true,
  no_answer: true,
  answered_elsewhere: false,
  declined_elsewhere: false,
  called_elsewhere: false,
  signed_out: true, // their account was closed while it rang
  connect_failed: true,
  connection_lost: true,
  abandoned: true,
  microphone_unavailable: true,
  unknown: true, // nobody answered, and nothing says that this was what somebody wanted
};

/** What became of a call, for the list: how long it was, or why there was none; and how often, if more than once. */
export function recentWords(call: RecentCall, text: Text, times = 1): string {
  const words = outcomeWords(call, text);
  return times === 1 ? words : text.recents.repeated(words, times);
}

function outcomeWords(call: RecentCall, text: Text): string {
  const { reason, direction, answeredAt, endedAt, peer } = call;
  const who = {
    name: peer.name,
    role: direction === "outgoing" ? "caller" : "callee",
    by: null,
    offline: null,
    unheard: false,
    noPath: null,
  } as const;
  // Who did what is not known without the direction.
  const why = reason === null || direction === UNKNOWN
    ? null
    : shortEnding(reason, answeredAt !== null, text)?.(who) ?? null;
  // One that never connected was answered, but nobody talked.
  const talkedAtAll = answeredAt !== null && endedAt !== null && reason !== "connect_failed";
  if (!talkedAtAll) return why ?? text.recents.direction[direction];
  const talked = `${text.recents.direction[direction]} · ${
    spokenDuration(endedAt - answeredAt, text.locale)
  }`;
  return why === null ? talked : `${talked} · ${why}`;
}

function shortEnding(reason: ReceivedReason, isAnswered: boolean, { endingsInList }: Text) {
  switch (reason) {
    case "hung_up":
    case "answered_elsewhere":
    case "declined_elsewhere":
    case "called_elsewhere":
    case "unknown":
      return null; // the ordinary end, what only other devices are told, and what nobody can tell
    case "signed_out":
      return isAnswered ? null : endingsInList.no_answer;
    case "cancelled":
    case "declined":
    case "busy":
    case "no_answer":
    case "connect_failed":
    case "connection_lost":
    case "abandoned":
    case "microphone_unavailable":
      return endingsInList[reason];
  }
}

/** "Anna Maria Berg" → "AB". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = letter(words[0]);
  return (words.length > 1 ? first + letter(words.at(-1)) : first).toLocaleUpperCase();
}

/** In words, somebody whose name alone could be taken for somebody else's: with how they sign in. */
export function toldApart({ name, username }: Person): string {
  return `${isolated(name)} (${username})`;
}

/** What a reader takes for one letter, with all its marks (Unicode UAX #29). */
function letter(word = ""): string {
  const letters = "Segmenter" in Intl
    ? [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment)
    : [...word];
  return letters[0] ?? "";
}

/** What to say about a request that failed, and beside which field. */
export function failureWords(
  error: unknown,
  { errors, intercepted }: Text,
): { readonly message: string; readonly field: string | null } {
  if (error instanceof Intercepted) {
    return { message: `${intercepted.title}. ${intercepted.detail}`, field: null };
  }
  if (!(error instanceof ApiError)) return { message: errors.unreachable, field: null };
  return {
    message: lookUp(errors.codes, error.code) ?? errors.inItsWords(error.message),
    field: error.field,
  };
}

/** The entry of a catalogue by a code that came from the server. */
export function lookUp(catalogue: Readonly<Record<string, string>>, code: string): string | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
}
