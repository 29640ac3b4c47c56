import type { CallContext, CallView } from "../call/call-model.ts";
import { isMissedReason } from "../text/words.ts";
import type { ToldCall } from "./call-notice.ts";
import type { PageMessage } from "./messages.ts";

/**
 * What a page has told of the call that rings in it:
 *
 *     quiet ── rings ──▶ ringing ── does not ring any more ──▶ quiet
 *                        │     ▲
 *                    hidden   looked at
 *                        ▼     │
 *                        shown ── does not ring any more ──▶ quiet
 *
 * One that has stopped without a known reason is told of when the reason is known, or when something else happens.
 */
export type TellerState =
  | { readonly kind: "quiet" }
  /** It rings; shown: the worker was asked to say so, because nobody looks. */
  | { readonly kind: "ringing" | "shown"; readonly call: ToldCall };

export interface TellerFacts {
  readonly view: CallView;
  readonly isHidden: boolean;
  /** Is somebody to be told at all? */
  readonly mayTell: boolean;
  /** Who is signed in. */
  readonly userId: string;
}

export interface TellerStep {
  readonly state: TellerState;
  readonly messages: readonly PageMessage[];
}

export const QUIET: TellerState = { kind: "quiet" };

/** What is so now; what the worker is to hear of it. */
export function tell(state: TellerState, facts: TellerFacts): TellerStep {
  const { view } = facts;
  const rings = view.state === "ringing" ? view.call : null;
  if (state.kind !== "quiet" && rings?.callId !== state.call.callId) {
    const stopped = stop(state, facts);
    if (stopped === null) return { state, messages: [] };
    const next = tell(QUIET, facts);
    return { state: next.state, messages: [stopped, ...next.messages] };
  }
  if (rings === null) return { state: QUIET, messages: [] };
  return ring(state, rings, facts);
}

function ring(
  state: TellerState,
  rings: CallContext,
  { isHidden, mayTell, userId }: TellerFacts,
): TellerStep {
  const call = toldCallOf(rings, userId);
  const until = rings.expiresAt;
  if (isHidden && mayTell) {
    const messages: PageMessage[] = state.kind === "shown" ? [] : [{ type: "rings", call, until }];
    return { state: { kind: "shown", call }, messages };
  }
  // A push may have shown it, even if this page has not.
  const mayBeShown = state.kind === "shown" || (state.kind === "quiet" && !isHidden);
  const messages: PageMessage[] = mayBeShown ? [{ type: "looked-at", callId: call.callId }] : [];
  return { state: { kind: "ringing", call }, messages };
}

/** Null while it is not known how it has ended. */
function stop({ call }: Extract<TellerState, { call: ToldCall }>, facts: TellerFacts): PageMessage | null {
  const { view, isHidden, mayTell } = facts;
  if (view.state !== "idle" || view.ending === null) return { type: "stopped", call, missed: false };
  const { reason, by } = view.ending;
  if (reason === null) return null;
  const missed = reason !== "continued_elsewhere" && by !== "me" && isMissedReason(reason);
  return { type: "stopped", call, missed: missed && isHidden && mayTell };
}

function toldCallOf({ callId, peer }: CallContext, toUserId: string): ToldCall {
  return { callId, from: peer, toUserId };
}
