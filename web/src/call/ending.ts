import { CALL_STATE_OF, type DeviceState, type EndReason } from "../contract.ts";
import type { ReceivedReason } from "../decoding/received.ts";
import type { CallContext, CallInput, Ending, EndingReason, Side } from "./call-model.ts";

/**
 * How a call ended, as far as this device can know. `reason` is what the machine's table says about its own
 * endings; those that others brought about carry theirs in the input. `before` is where it stood in it.
 */
export function endingOf(
  { peer, role }: CallContext,
  input: CallInput,
  reason: EndReason | undefined,
  before: DeviceState,
  { talked, offline, cause }: Pick<Ending, "talked" | "offline" | "cause">,
): Ending {
  const gaveUp = input.event === "ringTimeout" || input.event === "connectTimeout";
  const unheard = gaveUp && CALL_STATE_OF[before] !== "in-call";
  return {
    peer,
    role,
    reason: reasonOf(input, reason, before),
    by: sideOf(input),
    unheard,
    talked,
    offline,
    cause,
  };
}

/** What the server's history says of the end of a call. */
export interface EndOfCall {
  readonly reason: ReceivedReason;
  readonly wasAnswered: boolean;
}

/**
 * The ending of a call that was over when this device came back; `before` is where it stood in it. A device
 * that was in the call did not end it itself, so the other one did, or its person from another device; one that
 * only rang knows nobody to name.
 */
export function learnedEnding(
  told: Ending,
  { reason, wasAnswered }: EndOfCall,
  before: DeviceState,
): Ending {
  const ending = { ...told, unheard: false };
  if (CALL_STATE_OF[before] === "in-call") {
    return { ...ending, reason, by: reason === "called_elsewhere" ? null : "peer", offline: "me" };
  }
  const rang = CALL_STATE_OF[before] === "ringing";
  return { ...ending, reason: rang && wasAnswered ? "answered_elsewhere" : reason };
}

/** Does a call that ends for this reason end because the two do not reach each other? */
export function isOfThePath(reason: EndingReason | null | undefined): boolean {
  return reason === "connect_failed" || reason === "connection_lost";
}

function reasonOf(
  { event, reason }: CallInput,
  own: EndReason | undefined,
  before: DeviceState,
): EndingReason | null {
  if (event === "snapshotElsewhere") {
    return CALL_STATE_OF[before] === "in-call" ? "continued_elsewhere" : "answered_elsewhere";
  }
  if (own !== undefined) return own;
  if (reason !== undefined) return reason;
  // Hanging up before the answer was sent is declining.
  return event === "declinePressed" || event === "hangUpPressed" ? "declined" : null;
}

function sideOf({ event, endedBy }: CallInput): Side | null {
  return event === "declinePressed" || event === "hangUpPressed" ? "me" : endedBy ?? null;
}
