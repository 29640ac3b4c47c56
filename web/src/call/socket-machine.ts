import type { ClientMessage } from "../contract.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import { DEFAULT_RECONNECT_DELAYS, reconnectDelay } from "./reconnect-policy.ts";
import type { SessionAnswer, SocketEffect, SocketEvent, SocketSurroundings } from "./socket-events.ts";
import {
  type Connected,
  isOf,
  isResting,
  type Open,
  type Resting,
  type SocketState,
} from "./socket-state.ts";

/** The close code that says: another socket with this device id has taken over. */
const CLOSE_REPLACED = 4001;
/** A socket that has not opened by then counts as lost. Milliseconds. */
const OPEN_DEADLINE = 10_000;
/** A server that has not said by then whether somebody is signed in does not say it any more. Milliseconds. */
const CHECK_DEADLINE = 5_000;
/**
 * How long a connection that is suspected has for an answer before another one takes its place, at least: on a slow
 * network it has three times what its opening took, or the next one would have to go as well. Milliseconds.
 */
const PROBE_DEADLINE = 1_500;
/** An answer to a heartbeat that takes longer makes a connection doubtful. Milliseconds. */
const SLOW_ANSWER = 3_000;

/** So many tries in a row that come to nothing, although the server answers otherwise, are no accident. */
const SHUT_OUT_AFTER = 5;

/** The connection to the server: its state, whose diagram stands there, and what outlives each of them. */
export interface SocketMachine {
  readonly state: SocketState;
  /** How many tries in a row have come to nothing. */
  readonly attempt: number;
  readonly obstacle: Obstacle;
  /** The waits before each of them, as the server told them last. Milliseconds. */
  readonly delays: readonly number[];
  /** The identity that was given last. */
  readonly issued: number;
}

/** What the tries that came to nothing have found in the way. */
export type Obstacle =
  | { readonly kind: "none" }
  /** The server answers otherwise, so many tries in a row; no more than are counted. */
  | { readonly kind: "sockets"; readonly tries: number }
  /** Something else answers in the server's place. */
  | { readonly kind: "stand-in" };

export interface SocketStep {
  readonly machine: SocketMachine;
  readonly effects: readonly SocketEffect[];
}

export const CLOSED: SocketMachine = {
  state: { kind: "closed" },
  attempt: 0,
  obstacle: { kind: "none" },
  delays: DEFAULT_RECONNECT_DELAYS,
  issued: 0,
};

/** What is known to be in the way while it is tried, by its name for others; null if nothing is. */
export function inTheWay({ state, obstacle }: SocketMachine): "shut-out" | "intercepted" | null {
  if (isResting(state) || state.kind === "open") return null;
  switch (obstacle.kind) {
    case "none":
      return null;
    case "sockets":
      return obstacle.tries === SHUT_OUT_AFTER ? "shut-out" : null;
    case "stand-in":
      return "intercepted";
  }
}

/** Is it open, and is no heartbeat without an answer for longer than a slow network takes? */
export function isAnswering({ state }: SocketMachine, now: number): boolean {
  if (state.kind !== "open") return false;
  return state.unansweredSince === null || now - state.unansweredSince < SLOW_ANSWER;
}

/** What an event does. An event about a timer, question or socket of an earlier state does nothing. */
export function handle(machine: SocketMachine, event: SocketEvent, around: SocketSurroundings): SocketStep {
  const { state } = machine;
  switch (event.kind) {
    case "connectRequested":
      return open(machine, around);
    case "disconnectRequested":
      return rest(machine, "closed");
    case "sendRequested":
      if (state.kind !== "open") return nothing(machine);
      return { machine, effects: [{ kind: "send", socket: state.socket, message: event.message }] };
    case "networkChanged":
      return isResting(state) ? nothing(machine) : open({ ...machine, attempt: 0 }, around);
    case "suspected":
      return state.kind === "open" ? probe(machine, state, around) : nothing(machine);
    case "pageShown":
      if (state.kind === "waiting" || state.kind === "stopped" || state.kind === "misunderstood") {
        return open({ ...machine, attempt: 0 }, around);
      }
      return state.kind === "open" ? ping(machine, state, around) : nothing(machine);
    case "pageStopped":
      return isResting(state) ? nothing(machine) : rest(machine, "stopped");
    case "pageGoesOn":
      return state.kind === "stopped" ? open({ ...machine, attempt: 0 }, around) : nothing(machine);
    case "timerFired":
      return isResting(state) || state.timer !== event.timer
        ? nothing(machine)
        : timerFired(machine, state, around);
    case "sessionChecked":
      return state.kind !== "checking" || state.check !== event.check
        ? nothing(machine)
        : sessionChecked(machine, event.answer, around);
    case "messageReceived":
      return isOf(state, event.socket) ? heard(machine, state, event.message, around) : nothing(machine);
    case "malformedReceived":
      return isOf(state, event.socket) ? misheard(machine, state, event) : nothing(machine);
    case "socketClosed":
      if (!isOf(state, event.socket)) return nothing(machine);
      if (event.code === CLOSE_REPLACED) return rest(machine, "replaced");
      return state.kind === "opening" ? check(machine) : lost(machine, around);
  }
}

function timerFired(
  machine: SocketMachine,
  state: Exclude<SocketState, Resting>,
  around: SocketSurroundings,
): SocketStep {
  switch (state.kind) {
    case "waiting":
      return open(machine, around);
    case "opening":
      return check(machine);
    case "checking":
      return lost(machine, around);
    case "open":
      // The silence of a page that slept is its own: only a heartbeat that was sent can miss its answer.
      if (patience(state, around) > 0) return ping(machine, state, around);
      if (state.probedAt === null) return lost(machine, around);
      return open({ ...machine, attempt: 0 }, around);
  }
}

function sessionChecked(
  machine: SocketMachine,
  answer: SessionAnswer,
  around: SocketSurroundings,
): SocketStep {
  switch (answer) {
    case "signed-out":
    case "other-user":
      return rest(machine, answer);
    case "signed-in": {
      const before = machine.obstacle.kind === "sockets" ? machine.obstacle.tries : 0;
      const tries = Math.min(before + 1, SHUT_OUT_AFTER);
      return lost({ ...machine, obstacle: { kind: "sockets", tries } }, around);
    }
    case "unreachable":
      return lost({ ...machine, obstacle: { kind: "none" } }, around);
    case "intercepted":
      return lost({ ...machine, obstacle: { kind: "stand-in" } }, around);
  }
}

function heard(
  machine: SocketMachine,
  state: Connected,
  message: ReceivedMessage,
  around: SocketSurroundings,
): SocketStep {
  const deliver: SocketEffect = { kind: "deliver", message };
  if (message.type === "session:ready") {
    const { timers, user } = message.payload;
    const heartbeat = {
      interval: timers.heartbeat,
      dead: timers.heartbeat_dead,
      deadHidden: timers.heartbeat_dead_hidden,
    };
    const delays = timers.reconnect.length > 0 ? timers.reconnect : machine.delays;
    // "Open" begins with the first message, not with the upgrade: until then nothing may be sent.
    const ready: Open = {
      kind: "open",
      socket: state.socket,
      timer: state.timer,
      userId: user.id,
      heartbeat,
      probeWithin: state.kind === "open"
        ? state.probeWithin
        : Math.max(PROBE_DEADLINE, 3 * (around.now - state.since)),
      ...ANSWERED,
    };
    return beat({ ...machine, delays, obstacle: { kind: "none" } }, ready, around, [], [deliver]);
  }
  // Only a connection that has lived for a heartbeat earns a fresh start of the delays; one that the
  // server accepts and drops at once, over and over, does not, whatever else is asked over it.
  const isHeartbeat = message.type === "session:pong" && state.kind === "open" &&
    state.unansweredSince !== null;
  const attempt = isHeartbeat ? 0 : machine.attempt;
  return { machine: { ...machine, attempt, state: answered(state) }, effects: [deliver] };
}

/** A server that cannot be understood at the beginning says the same the next time, and no sooner with haste. */
function misheard(
  machine: SocketMachine,
  state: Connected,
  { problem, isReady }: { readonly problem: string; readonly isReady: boolean },
): SocketStep {
  const report: SocketEffect = { kind: "reportMalformed", problem };
  if (state.kind === "open" || !isReady) {
    return { machine: { ...machine, state: answered(state) }, effects: [report] };
  }
  const { machine: resting, effects } = rest(machine, "misunderstood");
  return { machine: resting, effects: [report, ...effects] };
}

/** Whatever comes shows that the connection lives. */
function answered(state: Connected): Connected {
  return state.kind === "open" ? { ...state, ...ANSWERED } : state;
}

const ANSWERED = { unansweredSince: null, probedAt: null } as const;

/** Asks for an answer soon. Asking again does not give the first question more time. */
function probe(machine: SocketMachine, state: Open, around: SocketSurroundings): SocketStep {
  return state.probedAt === null
    ? ping(machine, { ...state, probedAt: around.now }, around)
    : nothing(machine);
}

function ping(machine: SocketMachine, state: Open, around: SocketSurroundings): SocketStep {
  const message: ClientMessage = {
    type: "session:ping",
    from_user_id: state.userId,
    to_user_id: "server",
    payload: { sent_at: around.wallTime },
  };
  const asked: Open = { ...state, unansweredSince: state.unansweredSince ?? around.now };
  return beat(machine, asked, around, [{ kind: "send", socket: state.socket, message }], []);
}

/** Stays open until the next heartbeat, or the end of the patience with the last one. */
function beat(
  machine: SocketMachine,
  state: Open,
  around: SocketSurroundings,
  before: readonly SocketEffect[],
  after: readonly SocketEffect[],
): SocketStep {
  const timer = machine.issued + 1;
  const delay = Math.max(0, Math.min(state.heartbeat.interval, patience(state, around)));
  const renewed: SocketEffect[] = [
    { kind: "cancelTimer", timer: state.timer },
    { kind: "startTimer", timer, delay },
  ];
  return {
    machine: { ...machine, state: { ...state, timer }, issued: timer },
    effects: [...before, ...renewed, ...after],
  };
}

/**
 * How much longer to wait for an answer. Milliseconds. The ping left at most an interval after the last
 * message, so the silence as a whole is never longer than what counts as dead. What a machine sleeps counts only
 * where its time goes on meanwhile.
 */
function patience(
  { unansweredSince, probedAt, probeWithin, heartbeat }: Open,
  { now, hidden }: SocketSurroundings,
): number {
  if (unansweredSince === null) return Infinity;
  const dead = hidden ? heartbeat.deadHidden : heartbeat.dead;
  const probed = probedAt === null ? Infinity : probedAt + probeWithin;
  return Math.min(unansweredSince + dead - heartbeat.interval, probed) - now;
}

// The ways from one state to another. Each lets go of what the state before it holds.

function open(machine: SocketMachine, { now }: SocketSurroundings): SocketStep {
  const [timer, socket] = [machine.issued + 1, machine.issued + 2];
  return {
    machine: { ...machine, state: { kind: "opening", socket, timer, since: now }, issued: socket },
    effects: [
      ...letGo(machine.state),
      { kind: "startTimer", timer, delay: OPEN_DEADLINE },
      { kind: "openSocket", socket },
    ],
  };
}

function check(machine: SocketMachine): SocketStep {
  const [timer, check] = [machine.issued + 1, machine.issued + 2];
  return {
    machine: { ...machine, state: { kind: "checking", check, timer }, issued: check },
    effects: [
      ...letGo(machine.state),
      { kind: "startTimer", timer, delay: CHECK_DEADLINE },
      { kind: "checkSession", check },
    ],
  };
}

function lost(machine: SocketMachine, { random }: SocketSurroundings): SocketStep {
  const timer = machine.issued + 1;
  const delay = reconnectDelay(machine.attempt, machine.delays, () => random);
  return {
    machine: { ...machine, state: { kind: "waiting", timer }, attempt: machine.attempt + 1, issued: timer },
    effects: [...letGo(machine.state), { kind: "startTimer", timer, delay }],
  };
}

function rest(machine: SocketMachine, kind: Resting["kind"]): SocketStep {
  return { machine: { ...machine, state: { kind } }, effects: letGo(machine.state) };
}

function letGo(state: SocketState): SocketEffect[] {
  if (isResting(state)) return [];
  const cancel: SocketEffect = { kind: "cancelTimer", timer: state.timer };
  return state.kind === "opening" || state.kind === "open"
    ? [cancel, { kind: "closeSocket", socket: state.socket }]
    : [cancel];
}

function nothing(machine: SocketMachine): SocketStep {
  return { machine, effects: [] };
}
