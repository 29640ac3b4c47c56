import type { ClientMessage } from "../contract.ts";
import type { ReceivedMessage } from "../decoding/received.ts";

/** Is somebody signed in? Other-user: not whom this page shows. Intercepted: something on the way answers in the server's place, and nobody can tell. */
export type SessionAnswer = "signed-in" | "signed-out" | "other-user" | "unreachable" | "intercepted";

/** What happens to the connection. */
export type SocketEvent =
  /** Somebody is signed in and wants a connection now. */
  | { readonly kind: "connectRequested" }
  | { readonly kind: "disconnectRequested" }
  | { readonly kind: "sendRequested"; readonly message: ClientMessage }
  /** There is another network, or one again: whatever was connected hung on the old one. */
  | { readonly kind: "networkChanged" }
  /** The audio has trouble, and the connection to the server may have the same: does it still answer? */
  | { readonly kind: "suspected" }
  /** Somebody looks at the page again. */
  | { readonly kind: "pageShown" }
  /** The page is about to be frozen, or put away. */
  | { readonly kind: "pageStopped" }
  /** It runs again. */
  | { readonly kind: "pageGoesOn" }
  | { readonly kind: "timerFired"; readonly timer: number }
  | { readonly kind: "sessionChecked"; readonly check: number; readonly answer: SessionAnswer }
  | { readonly kind: "messageReceived"; readonly socket: number; readonly message: ReceivedMessage }
  /** A frame came that is not what was agreed; it may have been the word that the server is ready. */
  | {
    readonly kind: "malformedReceived";
    readonly socket: number;
    readonly problem: string;
    readonly isReady: boolean;
  }
  | { readonly kind: "socketClosed"; readonly socket: number; readonly code: number };

/** What its machine orders. */
export type SocketEffect =
  /** Ends in `timerFired`, unless it is cancelled first. Milliseconds. */
  | { readonly kind: "startTimer"; readonly timer: number; readonly delay: number }
  | { readonly kind: "cancelTimer"; readonly timer: number }
  /** Ends in `sessionChecked`. */
  | { readonly kind: "checkSession"; readonly check: number }
  | { readonly kind: "openSocket"; readonly socket: number }
  /** Nothing is heard of it any more; one that has closed by itself is only forgotten. */
  | { readonly kind: "closeSocket"; readonly socket: number }
  | { readonly kind: "send"; readonly socket: number; readonly message: ClientMessage }
  /** The message is for whoever listens. */
  | { readonly kind: "deliver"; readonly message: ReceivedMessage }
  | { readonly kind: "reportMalformed"; readonly problem: string };

/** What is so outside when an event happens. */
export interface SocketSurroundings {
  /** Milliseconds that nobody can set: what patience is measured by. */
  readonly now: number;
  /** Milliseconds since 1970, for the server. */
  readonly wallTime: number;
  /** Is the page hidden? Browsers throttle timers there. */
  readonly hidden: boolean;
  /** A number in [0, 1). */
  readonly random: number;
}
