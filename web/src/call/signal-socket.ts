import { type ClientMessage, PROTOCOL } from "../contract.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import type { Clock } from "./clock.ts";
import { decodeServerMessage } from "./decode.ts";
import { EventQueue } from "./event-queue.ts";
import type { SessionAnswer, SocketEffect, SocketEvent } from "./socket-events.ts";
import { CLOSED, handle, inTheWay, isAnswering, type SocketMachine } from "./socket-machine.ts";
import type { SocketState } from "./socket-state.ts";

/**
 * The state as far as others see it. Shut out, it goes on trying: the server answers, but no socket opens. So it does
 * intercepted: something on the way answers in the server's place, such as the sign-in of a network or a company.
 */
export type ConnectionState = SocketState["kind"] | "shut-out" | "intercepted";

/** The part of a browser's WebSocket that is used. */
export interface SocketLike {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface SignalSocketParts {
  /** Opens this device's socket to the server, offering one subprotocol. */
  readonly open: (subprotocol: string) => SocketLike;
  /** Is somebody signed in? Never fails. */
  readonly checkSession: () => Promise<SessionAnswer>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Is the page hidden? Browsers throttle timers there. */
  readonly hidden: () => boolean;
  /** Told of what an effect throws. */
  readonly report: (fault: unknown) => void;
}

export interface SignalSocketListener {
  readonly stateChanged: (state: ConnectionState) => void;
  readonly received: (message: ReceivedMessage) => void;
  /** A frame that is not what was agreed. It is dropped; the connection lives on, unless it had to begin with it. */
  readonly malformed: (problem: string) => void;
}

/** One device's connection to the server: performs what its machine orders, and tells it what happens. */
export class SignalSocket {
  #machine: SocketMachine = CLOSED;
  /** The machine has one of each at most. */
  #socket: SocketLike | null = null;
  #cancelTimer: () => void = () => {};
  readonly #events: EventQueue<SocketEvent>;

  constructor(private readonly parts: SignalSocketParts, private readonly listener: SignalSocketListener) {
    this.#events = new EventQueue((event) => this.#step(event), parts.report);
  }

  get state(): ConnectionState {
    return inTheWay(this.#machine) ?? this.#machine.state.kind;
  }

  get isOpen(): boolean {
    return this.state === "open";
  }

  /** Is it open, and does the server answer? A connection may look open and carry nothing. */
  get isAnswering(): boolean {
    return isAnswering(this.#machine, this.parts.clock.now());
  }

  /** Opens the socket now. The caller has just made sure that somebody is signed in. */
  connect(): void {
    this.#events.put({ kind: "connectRequested" });
  }

  disconnect(): void {
    this.#events.put({ kind: "disconnectRequested" });
  }

  /** There is another network, or one again: whatever was connected hung on the old one. */
  networkChanged(): void {
    this.#events.put({ kind: "networkChanged" });
  }

  /** The audio has trouble: a connection that has the same trouble is to be found out soon. */
  suspect(): void {
    this.#events.put({ kind: "suspected" });
  }

  /** The page will not run for a while: nobody must believe that it does. */
  pageStopped(): void {
    this.#events.put({ kind: "pageStopped" });
  }

  pageGoesOn(): void {
    this.#events.put({ kind: "pageGoesOn" });
  }

  /** Somebody looks at the page again: no waiting for a try, and a connection must show that it lives. */
  pageShown(): void {
    this.#events.put({ kind: "pageShown" });
  }

  /** False if there is no connection; then the message is gone, for state is recovered and not messages. */
  send(message: ClientMessage): boolean {
    if (!this.isOpen) return false;
    this.#events.put({ kind: "sendRequested", message });
    return true;
  }

  #step(event: SocketEvent): void {
    const { clock, hidden, random } = this.parts;
    const before = this.state;
    const { machine, effects } = handle(this.#machine, event, {
      now: clock.now(),
      wallTime: clock.wallTime(),
      hidden: hidden(),
      random: random(),
    });
    this.#machine = machine;
    if (this.state !== before) this.listener.stateChanged(this.state);
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: SocketEffect): void {
    switch (effect.kind) {
      case "startTimer": {
        const { timer, delay } = effect;
        this.#cancelTimer = this.parts.clock.after(
          delay,
          () => this.#events.put({ kind: "timerFired", timer }),
        );
        return;
      }
      case "cancelTimer":
        return this.#cancelTimer();
      case "checkSession": {
        const { check } = effect;
        void this.parts.checkSession().then((answer) =>
          this.#events.put({ kind: "sessionChecked", check, answer })
        );
        return;
      }
      case "openSocket":
        return this.#open(effect.socket);
      case "closeSocket":
        return this.#close();
      case "send":
        return this.#socket?.send(JSON.stringify(effect.message));
      case "deliver":
        return this.listener.received(effect.message);
      case "reportMalformed":
        return this.listener.malformed(effect.problem);
    }
  }

  #open(socket: number): void {
    const opened = this.parts.open(PROTOCOL);
    this.#socket = opened;
    opened.onmessage = ({ data }) => {
      const decoded = decodeServerMessage(data);
      this.#events.put(
        decoded.ok ? { kind: "messageReceived", socket, message: decoded.message } : {
          kind: "malformedReceived",
          socket,
          problem: decoded.problem,
          isReady: decoded.type === "session:ready",
        },
      );
    };
    opened.onclose = ({ code }) => this.#events.put({ kind: "socketClosed", socket, code });
  }

  #close(): void {
    if (this.#socket === null) return;
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close(1000);
    this.#socket = null;
  }
}
