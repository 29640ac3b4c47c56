/**
 * A call's timeline, as the server tells it to one of its two people. It is a module of its own, so that it is loaded with
 * the part of the page that shows it.
 */
import { END_REASONS } from "../contract.ts";
import {
  type Decoder,
  flag,
  listOf,
  moment,
  nullable,
  number,
  object,
  quantity,
  text,
  UNKNOWN,
  type Unknown,
  wordOf,
} from "../decoding/decoder.ts";
import type { ReceivedReason } from "../decoding/received.ts";
import type { DuetApi } from "./duet-api.ts";

/** The server leaves out the middle of more. */
const LINES = 10_000;

const SIDES = ["me", "peer", "server"] as const;
const REACHES = ["ringing", "notifying", "notified", "offline"] as const;
const MEDIA = ["connecting", "connected", "reconnecting"] as const;
const KINDS_OF_ADDRESSES = ["host", "srflx", "prflx", "relay"] as const;
const TRANSPORTS = ["udp", "tcp", "tls"] as const;
const CODECS = ["opus", "red", "g722", "pcmu", "pcma", "other"] as const;
const SPANS = ["minute", "call"] as const;
const DEADLINES = ["ring", "abandonment"] as const;

type Word<Words extends readonly string[]> = Words[number] | Unknown;

/** A number of several reports. */
export interface Measure {
  readonly mean: number;
  /** Of the level the loudest, of all else the worst. */
  readonly highest: number;
}

/** The codes of what STUN and TURN servers refused last; null where there was no fault. */
export interface ServerFaults {
  readonly stun: number | null;
  readonly turnUdp: number | null;
  readonly turnTcp: number | null;
  readonly turnTls: number | null;
}

/** What has happened, as its kind tells; `docs/protocol.md` says what each of them means. */
export type Happening =
  | { readonly kind: "placed"; readonly reach: Word<typeof REACHES> | null }
  | { readonly kind: "declined" | "ended"; readonly reason: ReceivedReason | null }
  | {
    readonly kind: "searched";
    readonly media: Word<typeof MEDIA>;
    readonly complete: boolean;
    readonly found: readonly Word<typeof KINDS_OF_ADDRESSES>[];
    /** Null for the other's devices, of which it is not told. */
    readonly relayOnly: boolean | null;
    readonly faults: ServerFaults | null;
  }
  | {
    readonly kind: "sounded";
    readonly span: Word<typeof SPANS>;
    readonly path: Word<typeof KINDS_OF_ADDRESSES> | null;
    readonly transport: Word<typeof TRANSPORTS> | null;
    readonly codec: Word<typeof CODECS> | null;
    /** Milliseconds. */
    readonly roundTrip: Measure | null;
    /** Percent. */
    readonly loss: Measure | null;
    /** Milliseconds. */
    readonly jitter: Measure | null;
    /** Percent. */
    readonly concealed: Measure | null;
    /** dBov (RFC 6464). */
    readonly level: Measure | null;
    readonly reports: number | null;
  }
  | { readonly kind: "media"; readonly media: Word<typeof MEDIA> }
  | { readonly kind: "connected"; readonly replaced: boolean }
  | { readonly kind: "notified"; readonly taken: boolean }
  | { readonly kind: "deadline_passed"; readonly deadline: Word<typeof DEADLINES> | null }
  | { readonly kind: BareKind | Unknown };

export type TimelineLine = Happening & {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly who: Word<typeof SIDES>;
  /** Which of that person's devices, counted from 1; null for the server. */
  readonly device: number | null;
};

export interface CallTimeline {
  /** Oldest first. */
  readonly lines: readonly TimelineLine[];
  /** So many of the middle are not told. */
  readonly leftOut: number;
}

/** Those of which there is nothing more to say. */
const BARE_KINDS = [
  "asked_again",
  "accepted",
  "called_back",
  "continued",
  "wants_offer",
  "offered",
  "answered",
  "muted",
  "unmuted",
  "disconnected",
  "server_restarted",
] as const;
type BareKind = typeof BARE_KINDS[number];

const reason = nullable(wordOf(END_REASONS));
const measure = nullable(object<Measure>({ mean: number, highest: number }));

const faults: Decoder<ServerFaults> = (value, path) => {
  const { stun, turn_udp, turn_tcp, turn_tls } = object({
    stun: nullable(quantity),
    turn_udp: nullable(quantity),
    turn_tcp: nullable(quantity),
    turn_tls: nullable(quantity),
  })(value, path);
  return { stun, turnUdp: turn_udp, turnTcp: turn_tcp, turnTls: turn_tls };
};

const searched: Decoder<Happening> = (value, path) => {
  const { relay_only, ...search } = object({
    media: wordOf(MEDIA),
    complete: flag,
    found: listOf(wordOf(KINDS_OF_ADDRESSES), 16),
    relay_only: nullable(flag),
    faults: nullable(faults),
  })(value, path);
  return { kind: "searched", ...search, relayOnly: relay_only };
};

const sounded: Decoder<Happening> = (value, path) => {
  const { round_trip, ...sound } = object({
    span: wordOf(SPANS),
    path: nullable(wordOf(KINDS_OF_ADDRESSES)),
    transport: nullable(wordOf(TRANSPORTS)),
    codec: nullable(wordOf(CODECS)),
    round_trip: measure,
    loss: measure,
    jitter: measure,
    concealed: measure,
    level: measure,
    reports: nullable(quantity),
  })(value, path);
  return { kind: "sounded", ...sound, roundTrip: round_trip };
};

/** A kind that this page does not know says only that something has happened. */
const happening: Decoder<Happening> = (value, path) => {
  const { kind } = object({ kind: text })(value, path);
  switch (kind) {
    case "placed":
      return { kind, ...object({ reach: nullable(wordOf(REACHES)) })(value, path) };
    case "declined":
    case "ended":
      return { kind, ...object({ reason })(value, path) };
    case "searched":
      return searched(value, path);
    case "sounded":
      return sounded(value, path);
    case "media":
      return { kind, ...object({ media: wordOf(MEDIA) })(value, path) };
    case "connected":
      return { kind, ...object({ replaced: flag })(value, path) };
    case "notified":
      return { kind, ...object({ taken: flag })(value, path) };
    case "deadline_passed":
      return { kind, ...object({ deadline: nullable(wordOf(DEADLINES)) })(value, path) };
    default:
      return { kind: BARE_KINDS.find((bare) => bare === kind) ?? UNKNOWN };
  }
};

const line: Decoder<TimelineLine> = (value, path) => ({
  ...object({ at: moment, who: wordOf(SIDES), device: nullable(quantity) })(value, path),
  ...happening(value, path),
});

export const callTimeline: Decoder<CallTimeline> = (value, path) => {
  const { timeline, left_out } = object({ timeline: listOf(line, LINES), left_out: quantity })(value, path);
  return { lines: timeline, leftOut: left_out };
};

/** Everything that was noted of one of one's calls, also of one that goes on. */
export function fetchCallTimeline(api: Pick<DuetApi, "ask">, callId: string): Promise<CallTimeline> {
  return api.ask("GET", `/api/calls/${encodeURIComponent(callId)}/timeline`, callTimeline);
}
