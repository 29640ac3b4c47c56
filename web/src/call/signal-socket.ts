import { type ClientMessage, PROTOCOL, type ServerMessage } from "../contract.ts";
import type { Clock } from "./clock.ts";
import { decodeServerMessage } from "./decode.ts";
import { DEFAULT_RECONNECT_DELAYS, reconnectDelay } from "./reconnect-policy.ts";

/** The close code that says: another socket with this device id has taken over. */
const CLOSE_REPLACED = 4001;
/** A socket that has not opened by then counts as lost; so does a server that does not answer. Milliseconds. */
const OPEN_DEADLINE = 10_000;
/** An answer to a heartbeat that takes longer makes a connection doubtful. Milliseconds. */
const SLOW_ANSWER = 3_000;

/**
 * ```
 *            ┌───── lost, given up on, another network ────────┐
 *            ▼                                                 │
 * closed → waiting → checking (GET /api/session) → opening → open
 *                       │ not signed in              │ close code 4001
 *                       ▼                            ▼
 *                   signed-out                    replaced
 * ```
 * `connect()` leads out of every state in which nothing is under way; `disconnect()` leads to closed.
 */
export type SocketState = "closed" | "waiting" | "checking" | "opening" | "open" | "signed-out" | "replaced";

/** The part of a browser's WebSocket that is used. */
export interface SocketLike {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

export interface SignalSocketParts {
  /** Opens a socket to the server, offering one subprotocol. */
  readonly open: (deviceId: string, subprotocol: string) => SocketLike;
  /** A browser hides why an upgrade was refused, so this is asked before every attempt to come back. */
  readonly checkSession: () => Promise<"signed-in" | "signed-out" | "unreachable">;
  readonly deviceId: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Is the page hidden? Browsers throttle timers there. */
  readonly hidden: () => boolean;
}

export interface SignalSocketListener {
  readonly stateChanged: (state: SocketState) => void;
  readonly received: (message: ServerMessage) => void;
  /** A frame that is not what was agreed. It is dropped; the connection lives on. */
  readonly malformed: (problem: string) => void;
}

interface Heartbeat {
  readonly interval: number;
  readonly dead: number;
  readonly deadHidden: number;
}

/** One device's connection to the server: keeps itself alive and comes back by itself. */
export class SignalSocket {
  #state: SocketState = "closed";
  #socket: SocketLike | null = null;
  #attempt = 0;
  /** When the first heartbeat was sent that nothing has come back for; null while none is waited for. */
  #waitingSince: number | null = null;
  #userId = "";
  /** The server's durations, as told by the connection that opened last. */
  #heartbeat: Heartbeat | null = null;
  #delays: readonly number[] = DEFAULT_RECONNECT_DELAYS;
  /** The one timer of the present state: the wait, the open deadline, or the next heartbeat. */
  #cancelTimer: () => void = () => {};

  constructor(private readonly parts: SignalSocketParts, private readonly listener: SignalSocketListener) {}

  get state(): SocketState {
    return this.#state;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** Is it open, and is no heartbeat without an answer for longer than a slow network takes? */
  get isAnswering(): boolean {
    if (!this.isOpen) return false;
    return this.#waitingSince === null || this.parts.clock.now() - this.#waitingSince < SLOW_ANSWER;
  }

  /** Opens the socket now. The caller has just made sure that somebody is signed in. */
  connect(): void {
    this.#abandon();
    this.#open();
  }

  disconnect(): void {
    this.#abandon();
    this.#enter("closed");
  }

  /** There is another network, or one again: whatever was connected hung on the old one. */
  networkChanged(): void {
    if (this.#state === "closed" || this.#state === "signed-out" || this.#state === "replaced") return;
    this.#abandon();
    this.#attempt = 0;
    void this.#check();
  }

  /** Somebody looks at the page again: no waiting for a try, and a connection must show that it lives. */
  pageShown(): void {
    if (this.#state === "waiting") this.networkChanged();
    else if (this.#state === "open" && this.#heartbeat !== null) this.#ping(this.#heartbeat);
  }

  /** False if there is no connection; then the message is gone, for state is recovered and not messages. */
  send(message: ClientMessage): boolean {
    if (this.#state !== "open" || this.#socket === null) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #enter(state: SocketState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.listener.stateChanged(state);
  }

  #abandon(): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }

  #lost(): void {
    this.#abandon();
    this.#enter("waiting");
    const delay = reconnectDelay(this.#attempt, this.#delays, this.parts.random);
    this.#attempt += 1;
    this.#cancelTimer = this.parts.clock.after(delay, () => void this.#check());
  }

  async #check(): Promise<void> {
    this.#enter("checking");
    let current = true;
    const cancelDeadline = this.parts.clock.after(OPEN_DEADLINE, () => this.#lost());
    this.#cancelTimer = () => {
      current = false;
      cancelDeadline();
    };
    const answer = await this.parts.checkSession();
    if (!current) return;
    this.#cancelTimer();
    switch (answer) {
      case "signed-in":
        return this.#open();
      case "signed-out":
        return this.#enter("signed-out");
      case "unreachable":
        return this.#lost();
    }
  }

  #open(): void {
    this.#enter("opening");
    this.#waitingSince = null;
    const socket = this.parts.open(this.parts.deviceId, PROTOCOL);
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => {
      if (event.code !== CLOSE_REPLACED) return this.#lost();
      this.#abandon();
      this.#enter("replaced");
    };
    this.#cancelTimer = this.parts.clock.after(OPEN_DEADLINE, () => this.#lost());
  }

  #receive(data: unknown): void {
    this.#waitingSince = null;
    const decoded = decodeServerMessage(data);
    if (!decoded.ok) return this.listener.malformed(decoded.problem);
    const { message } = decoded;
    if (message.type === "session:ready") {
      const { timers } = message.payload;
      this.#userId = message.payload.user.id;
      if (timers.reconnect.length > 0) this.#delays = timers.reconnect;
      // "Open" begins with the first message, not with the upgrade: until then nothing may be sent.
      this.#enter("open");
      this.#heartbeat = {
        interval: timers.heartbeat,
        dead: timers.heartbeat_dead,
        deadHidden: timers.heartbeat_dead_hidden,
      };
      this.#beat(this.#heartbeat);
    } else if (message.type === "session:pong") {
      // Only a connection that has lived for a heartbeat earns a fresh start of the delays; one that the
      // server accepts and drops at once, over and over, does not.
      this.#attempt = 0;
    }
    this.listener.received(message);
  }

  #beat(heartbeat: Heartbeat): void {
    this.#cancelTimer();
    const delay = Math.min(heartbeat.interval, this.#patience(heartbeat));
    this.#cancelTimer = this.parts.clock.after(delay, () => {
      // The silence of a page that slept is its own: only a heartbeat that was sent can miss its answer.
      if (this.#patience(heartbeat) <= 0) return this.#lost();
      this.#ping(heartbeat);
    });
  }

  #ping(heartbeat: Heartbeat): void {
    const now = this.parts.clock.now();
    this.#waitingSince ??= now;
    this.send({
      type: "session:ping",
      from_user_id: this.#userId,
      to_user_id: "server",
      payload: { sent_at: now },
    });
    this.#beat(heartbeat);
  }

  /**
   * How much longer to wait for an answer. Milliseconds. The ping left at most an interval after the last
   * message, so the silence as a whole is never longer than what counts as dead.
   */
  #patience({ interval, dead, deadHidden }: Heartbeat): number {
    if (this.#waitingSince === null) return Infinity;
    const patience = (this.parts.hidden() ? deadHidden : dead) - interval;
    return this.#waitingSince + patience - this.parts.clock.now();
  }
}
