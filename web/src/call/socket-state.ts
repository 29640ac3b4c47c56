/**
 * One device's connection to the server, which comes back by itself:
 *
 *        ┌────────────────────────── lost ──────────────────────────┐
 *        ▼                                                          │
 *     waiting ─── timer ──▶ opening ──────────── ready ──────────▶ open
 *        ▲                   │     │                                │
 *        │                  lost   └────────── close 4001 ───────┬──┘
 *        │                   ▼                                   ▼
 *        └── signed in ── checking                           replaced
 *            or no answer    │
 *                            ├─ not signed in ──▶ signed-out
 *                            └─ somebody else ──▶ other-user
 *
 *     every state ── connect ──▶ opening, ── disconnect ──▶ closed
 *     waiting, checking, opening, open ── another network ──▶ opening
 *     open ── suspected, and no answer ──▶ opening
 *     waiting, misunderstood ── the page is looked at ──▶ opening
 *     opening ── ready, in words that are not known ──▶ misunderstood
 *     waiting, checking, opening, open ── the page stops ──▶ stopped ── the page goes on ──▶ opening
 *
 * Lost is what closed, what did not open by its deadline, and a heartbeat without an answer. Browsers do not tell why
 * a socket did not open, so the server is asked afterwards, and nothing waits for that. Each
 * state holds what belongs to it, and it is let go with the state: its timer, its question, its socket. All
 * three have identities from one sequence, so that what comes late is known to be late.
 */
export type SocketState =
  | { readonly kind: "closed" }
  /** The connection was lost; the timer says when to try again. */
  | { readonly kind: "waiting"; readonly timer: number }
  /** A socket did not open, and the server is being asked whether somebody is signed in. */
  | { readonly kind: "checking"; readonly check: number; readonly timer: number }
  /** There is a socket, and the server has not said yet that it is ready: nothing may be sent. */
  | { readonly kind: "opening"; readonly socket: number; readonly timer: number; readonly since: number }
  | Open
  /** The page does not run, and must not be taken for one that does. */
  | { readonly kind: "stopped" }
  /** Left when somebody has signed in and connects. */
  | { readonly kind: "signed-out" }
  /** The browser is another person's than this page shows. */
  | { readonly kind: "other-user" }
  /** A newer socket of this device took over. Left when somebody wants it back. */
  | { readonly kind: "replaced" }
  /** The server is ready in words that this page does not know: they are of two versions. Another page may help. */
  | { readonly kind: "misunderstood" };

export interface Open {
  readonly kind: "open";
  readonly socket: number;
  /** The next heartbeat, or the end of the patience with its answer. */
  readonly timer: number;
  /** Who speaks. */
  readonly userId: string;
  readonly heartbeat: Heartbeat;
  /** When the first heartbeat was sent that nothing has come back for; null while none is waited for. */
  readonly unansweredSince: number | null;
  /** How soon an answer can be expected. Milliseconds. */
  readonly probeWithin: number;
  /** When an answer was asked for that is to come soon; null while none is. */
  readonly probedAt: number | null;
}

/** The server's durations in milliseconds: `session:ready` tells them. */
interface Heartbeat {
  readonly interval: number;
  readonly dead: number;
  readonly deadHidden: number;
}

export type Resting = Extract<
  SocketState,
  { kind: "closed" | "stopped" | "signed-out" | "other-user" | "replaced" | "misunderstood" }
>;
/** There is a socket. */
export type Connected = Extract<SocketState, { kind: "opening" | "open" }>;

/** Nothing is under way, and nothing begins by itself. */
export function isResting(state: SocketState): state is Resting {
  switch (state.kind) {
    case "closed":
    case "stopped":
    case "signed-out":
    case "other-user":
    case "replaced":
    case "misunderstood":
      return true;
    case "waiting":
    case "checking":
    case "opening":
    case "open":
      return false;
  }
}

/** Has it this socket? */
export function isOf(state: SocketState, socket: number): state is Connected {
  return (state.kind === "opening" || state.kind === "open") && state.socket === socket;
}
