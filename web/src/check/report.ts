import type { MicrophoneProblem } from "../call/microphone-failure.ts";

/** How far a check has come, and what it has found. Weak is what works, but not always or not well. Milliseconds. */
export type Verdict<Weak extends string, Failed extends string, Skipped extends string> =
  | { readonly kind: "waiting" | "running" | "fine" }
  | Because<"weak", Weak>
  | Because<"failed", Failed>
  | Because<"skipped", Skipped>;

/** Not to be had where there is no reason for it. */
type Because<Kind extends string, Reason extends string> = [Reason] extends [never] ? never
  : { readonly kind: Kind; readonly reason: Reason };

/** Nobody waits longer than this for somebody to answer. Milliseconds. */
export const SLOW_ROUND_TRIP = 400;

/**
 * Silent: it is open, and nobody has spoken yet. Unmeasured: it is open, and the browser does not tell how loud it is.
 * Unanswered: the browser's question is still there.
 */
export type MicrophoneVerdict = Verdict<"silent" | "unmeasured" | "unanswered", MicrophoneProblem, "in-call">;
/** Is the microphone open, so that it can be tried? */
export function isOpen(verdict: MicrophoneVerdict): boolean {
  switch (verdict.kind) {
    case "running":
    case "fine":
      return true;
    case "weak":
      return verdict.reason !== "unanswered";
    case "waiting":
    case "failed":
    case "skipped":
      return false;
  }
}

/** Blocked: the browser lets nothing sound. Played is no more than that: whether somebody heard it only they know. */
export type LoudspeakerVerdict =
  | { readonly kind: "waiting" | "running" | "played" }
  | { readonly kind: "failed"; readonly reason: "blocked" };
/** Not live: it answers, but there is no connection over which calls are signalled. */
export type ServerVerdict =
  | { readonly kind: "waiting" | "running" }
  | { readonly kind: "fine"; readonly roundTrip: number }
  | { readonly kind: "weak"; readonly reason: "slow"; readonly roundTrip: number }
  | Because<"failed", "not-live" | "unreachable" | "intercepted" | "signed-out" | "other-user">;
/** The browser makes no peer connections at all. */
export const UNSUPPORTED = "unsupported";
type Unsupported = typeof UNSUPPORTED;

/** Relay missing: calls are to go over a relay only, and there is none. Unasked: the server did not say what there is. */
export type HelpersVerdict = Verdict<"none", "relay-missing" | Unsupported, "unasked">;
/**
 * None: no server is set up that could tell it. Same network: the server that tells it sees no other address than the
 * browser has in its own network. Unclear: not from every network of this machine did one answer, and none told another
 * address. Relay only: calls are to go over a relay, so it is told to nobody.
 */
export type AddressVerdict = Verdict<
  "none" | "same-network" | "unclear",
  "no-answer" | Unsupported,
  "relay-only"
>;
export type NoRelayVerdict = Verdict<"none", "relay-missing", never>;
/**
 * Not relayed: it lends an address and lets nothing through. No address: it lends none, and the browser does not say
 * why. `took` is how long it took to connect.
 */
export type RelayVerdict =
  | { readonly kind: "waiting" | "running" }
  | { readonly kind: "fine"; readonly took: number; readonly roundTrip: number }
  | { readonly kind: "weak"; readonly reason: "slow"; readonly roundTrip: number }
  | Because<"weak", "not-set-up" | "not-relayed">
  | Because<"failed", "refused" | "full" | "unreachable" | "no-address" | Unsupported>;

export const TRANSPORTS = ["udp", "tcp", "tls"] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What is checked, and how it is. */
export type CheckLine =
  | { readonly subject: "microphone"; readonly verdict: MicrophoneVerdict }
  | { readonly subject: "loudspeaker"; readonly verdict: LoudspeakerVerdict }
  | { readonly subject: "server"; readonly verdict: ServerVerdict }
  /** In place of the lines below where there is nothing to check. */
  | { readonly subject: "helpers"; readonly verdict: HelpersVerdict }
  | { readonly subject: "address"; readonly verdict: AddressVerdict }
  /** In place of the lines of the relay where there is none. */
  | { readonly subject: "relay"; readonly verdict: NoRelayVerdict }
  | { readonly subject: `relay-${Transport}`; readonly verdict: RelayVerdict };

export type Subject = CheckLine["subject"];
export type CheckReport = readonly CheckLine[];

type RelayLine = Extract<CheckLine, { readonly subject: `relay-${Transport}` }>;

export function isOfRelay(line: CheckLine): line is RelayLine {
  return TRANSPORTS.some((transport) => line.subject === `relay-${transport}`);
}

/** The lines of a check that begins. */
export const UNCHECKED: CheckReport = [
  { subject: "microphone", verdict: { kind: "waiting" } },
  { subject: "loudspeaker", verdict: { kind: "waiting" } },
  { subject: "server", verdict: { kind: "waiting" } },
  { subject: "address", verdict: { kind: "waiting" } },
  { subject: "relay-udp", verdict: { kind: "waiting" } },
  { subject: "relay-tcp", verdict: { kind: "waiting" } },
  { subject: "relay-tls", verdict: { kind: "waiting" } },
];

/** What the report comes to. Partial: what was checked is well. Broken: no call can be made at all. */
export type Summary = "running" | "fine" | "partial" | "limited" | "broken";

export function summaryOf(report: CheckReport): Summary {
  const isUnderWay = ({ subject, verdict }: CheckLine) =>
    subject !== "loudspeaker" && (verdict.kind === "waiting" || verdict.kind === "running");
  if (report.some(isUnderWay)) return "running";
  if (report.some(isFatal) || (isRelayOnly(report) && !report.some(isWorkingRelay))) return "broken";
  const isLess = ({ verdict }: CheckLine) => verdict.kind === "weak" || verdict.kind === "failed";
  if (report.some(isLess)) return "limited";
  const isUnasked = ({ subject, verdict }: CheckLine) => subject === "helpers" && verdict.kind === "skipped";
  return report.some(isUnasked) ? "partial" : "fine";
}

function isFatal({ subject, verdict }: CheckLine): boolean {
  if (verdict.kind !== "failed") return false;
  return subject === "microphone" || subject === "server" || verdict.reason === "relay-missing" ||
    verdict.reason === UNSUPPORTED;
}

function isRelayOnly(report: CheckReport): boolean {
  return report.some(({ subject, verdict }) => subject === "address" && verdict.kind === "skipped");
}

/** Over a relay that is slow, or carries nothing to a relay, some calls are still possible. */
function isWorkingRelay(line: CheckLine): boolean {
  if (!isOfRelay(line)) return false;
  const { verdict } = line;
  return verdict.kind === "fine" || (verdict.kind === "weak" && verdict.reason !== "not-set-up");
}
