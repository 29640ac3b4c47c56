import type { RecentCall } from "../api/types.ts";
import type { CallView } from "../call/call-model.ts";
import type { ConnectionState } from "../call/signal-socket.ts";

/**
 * What becomes of a notification that was pressed and led to this page:
 *
 *     nowhere ── opened ──▶ waiting ── the call is here ──────────▶ nowhere (answered, if that was wanted)
 *                             │  ▲
 *          connected, and the call is not here
 *                             ▼  │ it rings all the same
 *                           asking ── how it has ended ──▶ told ── read, or another call ──▶ nowhere
 */
export type ArrivalState =
  | { readonly kind: "nowhere" }
  /** For the call, or for the connection that tells of it. Answer: is it to be answered as soon as it rings? */
  | { readonly kind: "waiting"; readonly callId: string; readonly answer: boolean }
  /** The server, what has become of the call. */
  | { readonly kind: "asking"; readonly callId: string; readonly answer: boolean }
  /** Null: that cannot be learned. */
  | { readonly kind: "told"; readonly call: RecentCall | null };

export interface ArrivalFacts {
  readonly connection: ConnectionState;
  readonly view: CallView;
}

export type ArrivalEvent =
  | { readonly type: "opened"; readonly callId: string; readonly answer: boolean }
  | { readonly type: "phoneChanged" }
  /** Of the call that was asked about. Null: the server did not say. */
  | { readonly type: "learned"; readonly callId: string; readonly call: RecentCall | null }
  | { readonly type: "dismissed" };

export type ArrivalEffect =
  | { readonly kind: "answer" }
  /** Connect now, and not when it would be tried again. */
  | { readonly kind: "connect" }
  | { readonly kind: "ask"; readonly callId: string };

export interface ArrivalStep {
  readonly state: ArrivalState;
  readonly effects: readonly ArrivalEffect[];
}

export const NOWHERE: ArrivalState = { kind: "nowhere" };

export function arrive(state: ArrivalState, event: ArrivalEvent, facts: ArrivalFacts): ArrivalStep {
  switch (event.type) {
    case "opened": {
      const { callId, answer } = event;
      const step = look({ kind: "waiting", callId, answer }, facts);
      const isCut = step.state.kind === "waiting" && isWaiting(facts.connection);
      return isCut ? { ...step, effects: [...step.effects, { kind: "connect" }] } : step;
    }
    case "phoneChanged":
      return look(state, facts);
    case "learned":
      return learn(state, event, facts);
    case "dismissed":
      return stay(state.kind === "told" ? NOWHERE : state);
  }
}

function look(state: ArrivalState, { connection, view }: ArrivalFacts): ArrivalStep {
  switch (state.kind) {
    case "nowhere":
      return stay(state);
    case "waiting":
    case "asking": {
      const { callId, answer } = state;
      if (view.state !== "idle" && view.call.callId === callId) {
        const mustAnswer = answer && view.state === "ringing";
        return { state: NOWHERE, effects: mustAnswer ? [{ kind: "answer" }] : [] };
      }
      if (state.kind === "asking" || connection !== "open") return stay(state);
      return { state: { ...state, kind: "asking" }, effects: [{ kind: "ask", callId }] };
    }
    case "told":
      return stay(view.state === "idle" ? state : NOWHERE);
  }
}

function learn(
  state: ArrivalState,
  { callId, call }: Extract<ArrivalEvent, { type: "learned" }>,
  { view }: ArrivalFacts,
): ArrivalStep {
  // Meanwhile another notification may have been pressed.
  if (state.kind !== "asking" || state.callId !== callId) return stay(state);
  // The page says it already, in larger letters.
  if (view.state === "idle" && view.ending !== null && view.ending.peer.id === call?.peer.id) {
    return stay(NOWHERE);
  }
  const stillRings = call !== null && call.endedAt === null && call.answeredAt === null;
  return stay(stillRings ? { ...state, kind: "waiting" } : { kind: "told", call });
}

function stay(state: ArrivalState): ArrivalStep {
  return { state, effects: [] };
}

/** Is the connection lost, and nothing under way that brings it back at once? */
function isWaiting(connection: ConnectionState): boolean {
  switch (connection) {
    case "waiting":
    case "stopped":
    case "shut-out":
    case "intercepted":
      return true;
    case "open":
    case "opening":
    case "checking":
    case "closed": // not begun
    case "signed-out":
    case "other-user":
    case "replaced":
    case "misunderstood":
      return false;
  }
}
