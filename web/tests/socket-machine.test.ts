import { deepEqual, equal, ok } from "node:assert/strict";
import type { SocketEffect, SocketEvent } from "../src/call/socket-events.ts";
import { CLOSED, handle, isAnswering } from "../src/call/socket-machine.ts";
import type { ClientMessage, ServerMessage } from "../src/contract.ts";
import { ready, said, timers } from "./support/messages.ts";

const ACCEPT: ClientMessage = {
  type: "call:accept",
  from_user_id: "a",
  to_user_id: "b",
  payload: { call_id: "c", take_over: false },
};

/** A machine, and what is so around it. */
class Script {
  machine = CLOSED;
  now = 0;
  hidden = false;

  /** The state and the orders that follow, in words. */
  on(event: SocketEvent): string[] {
    const { machine, effects } = handle(this.machine, event, {
      now: this.now,
      wallTime: 1_700_000_000_000 + this.now,
      hidden: this.hidden,
      random: 0.5,
    });
    this.machine = machine;
    return [machine.state.kind, ...effects.map(words)];
  }

  /** Connected with timer 3 and socket 2. */
  open(): this {
    this.on({ kind: "connectRequested" });
    this.on({ kind: "messageReceived", socket: 2, message: ready() });
    return this;
  }
}

function words(effect: SocketEffect): string {
  switch (effect.kind) {
    case "startTimer":
      return `startTimer ${effect.timer} ${effect.delay}`;
    case "cancelTimer":
      return `cancelTimer ${effect.timer}`;
    case "checkSession":
      return `checkSession ${effect.check}`;
    case "openSocket":
    case "closeSocket":
      return `${effect.kind} ${effect.socket}`;
    case "send":
      return `send ${effect.socket} ${effect.message.type}`;
    case "deliver":
      return `deliver ${effect.message.type}`;
    case "reportMalformed":
      return `reportMalformed ${effect.problem}`;
  }
}

const pong = (socket: number): SocketEvent => ({
  kind: "messageReceived",
  socket,
  message: said("session:pong", { sent_at: 0 }),
});
const fired = (timer: number): SocketEvent => ({ kind: "timerFired", timer });
const closed = (socket: number, code = 1006): SocketEvent => ({ kind: "socketClosed", socket, code });

Deno.test("a connection opens, beats, and carries messages both ways", () => {
  const script = new Script();
  deepEqual(script.on({ kind: "connectRequested" }), ["opening", "startTimer 1 10000", "openSocket 2"]);
  deepEqual(script.on({ kind: "sendRequested", message: ACCEPT }), ["opening"]);
  deepEqual(script.on({ kind: "messageReceived", socket: 2, message: ready() }), [
    "open",
    "cancelTimer 1",
    "startTimer 3 10000",
    "deliver session:ready",
  ]);
  deepEqual(script.on({ kind: "sendRequested", message: ACCEPT }), ["open", "send 2 call:accept"]);
  deepEqual(script.on(fired(3)), ["open", "send 2 session:ping", "cancelTimer 3", "startTimer 4 10000"]);
  deepEqual(script.on(pong(2)), ["open", "deliver session:pong"]);
  deepEqual(script.on({ kind: "malformedReceived", socket: 2, problem: "no JSON", isReady: false }), [
    "open",
    "reportMalformed no JSON",
  ]);
  deepEqual(script.on({ kind: "disconnectRequested" }), ["closed", "cancelTimer 4", "closeSocket 2"]);
});

Deno.test("the heartbeat is the signed-in person's, to the server, with the time", () => {
  const script = new Script().open();
  const around = { now: 10_000, wallTime: 1_700_000_000_000, hidden: false, random: 0.5 };
  const { effects } = handle(script.machine, fired(3), around);
  deepEqual(effects[0], {
    kind: "send",
    socket: 2,
    message: {
      type: "session:ping",
      from_user_id: "alice-id",
      to_user_id: "server",
      payload: { sent_at: 1_700_000_000_000 },
    },
  });
});

Deno.test("a lost connection waits, and opens another socket; when that fails it asks for the session", () => {
  const script = new Script().open();
  deepEqual(script.on(closed(2)), ["waiting", "cancelTimer 3", "closeSocket 2", "startTimer 4 0"]);
  deepEqual(script.on(fired(4)), ["opening", "cancelTimer 4", "startTimer 5 10000", "openSocket 6"]);
  deepEqual(script.on(closed(6)), [
    "checking",
    "cancelTimer 5",
    "closeSocket 6",
    "startTimer 7 5000",
    "checkSession 8",
  ]);
  deepEqual(script.on({ kind: "sessionChecked", check: 8, answer: "unreachable" }), [
    "waiting",
    "cancelTimer 7",
    "startTimer 9 300",
  ]);
  script.on(fired(9));
  deepEqual(script.on(fired(10)), [
    "checking",
    "cancelTimer 10",
    "closeSocket 11",
    "startTimer 12 5000",
    "checkSession 13",
  ]);
  deepEqual(script.on({ kind: "sessionChecked", check: 13, answer: "signed-in" }), [
    "waiting",
    "cancelTimer 12",
    "startTimer 14 1200",
  ]);
});

for (const lost of ["signed-out", "other-user"] as const) {
  Deno.test(`a session that is lost (${lost}) is not asked for again until somebody connects`, () => {
    const script = new Script().open();
    script.on({ kind: "networkChanged" });
    script.on(closed(5));
    deepEqual(script.on({ kind: "sessionChecked", check: 7, answer: lost }), [lost, "cancelTimer 6"]);
    deepEqual(script.on({ kind: "networkChanged" }), [lost]);
    deepEqual(script.on({ kind: "pageShown" }), [lost]);
    deepEqual(script.on({ kind: "suspected" }), [lost]);
    deepEqual(script.on({ kind: "connectRequested" }), ["opening", "startTimer 8 10000", "openSocket 9"]);
  });
}

Deno.test("a suspicion asks for an answer soon, and is over with it", () => {
  const script = new Script().open();
  script.now = 4_000;
  deepEqual(script.on({ kind: "suspected" }), [
    "open",
    "send 2 session:ping",
    "cancelTimer 3",
    "startTimer 4 1500",
  ]);
  deepEqual(script.on({ kind: "suspected" }), ["open"]);
  script.on(pong(2));
  script.now = 5_500;
  deepEqual(script.on(fired(4)), ["open", "send 2 session:ping", "cancelTimer 4", "startTimer 5 10000"]);
  deepEqual(script.on({ kind: "suspected" }), [
    "open",
    "send 2 session:ping",
    "cancelTimer 5",
    "startTimer 6 1500",
  ]);
  script.now = 7_000;
  deepEqual(script.on(fired(6)), [
    "opening",
    "cancelTimer 6",
    "closeSocket 2",
    "startTimer 7 10000",
    "openSocket 8",
  ]);
});

Deno.test("a socket that was taken over stays away until somebody wants it back", () => {
  const script = new Script().open();
  deepEqual(script.on(closed(2, 4001)), ["replaced", "cancelTimer 3", "closeSocket 2"]);
  deepEqual(script.on({ kind: "networkChanged" }), ["replaced"]);
  deepEqual(script.on({ kind: "connectRequested" }), ["opening", "startTimer 4 10000", "openSocket 5"]);
});

Deno.test("a server that is ready in other words is left alone until somebody looks at the page", () => {
  const script = new Script();
  script.on({ kind: "connectRequested" });
  const other: SocketEvent = { kind: "malformedReceived", socket: 2, problem: "no timers", isReady: true };
  deepEqual(script.on(other), [
    "misunderstood",
    "reportMalformed no timers",
    "cancelTimer 1",
    "closeSocket 2",
  ]);
  deepEqual(script.on(closed(2)), ["misunderstood"]);
  deepEqual(script.on({ kind: "networkChanged" }), ["misunderstood"]);
  deepEqual(script.on({ kind: "pageStopped" }), ["misunderstood"]);
  deepEqual(script.on({ kind: "pageShown" }), ["opening", "startTimer 3 10000", "openSocket 4"]);
  deepEqual(script.on({ kind: "messageReceived", socket: 4, message: ready() }).slice(0, 1), ["open"]);
});

Deno.test("what is not understood beside the first word does not end a connection, nor its beginning", () => {
  const script = new Script();
  script.on({ kind: "connectRequested" });
  const other: SocketEvent = { kind: "malformedReceived", socket: 2, problem: "x", isReady: false };
  deepEqual(script.on(other), ["opening", "reportMalformed x"]);
  script.on({ kind: "messageReceived", socket: 2, message: ready() });
  deepEqual(script.on({ ...other, isReady: true }), ["open", "reportMalformed x"]);
});

Deno.test("a page that stops lets go of its connection, and opens another when it goes on", () => {
  const script = new Script().open();
  deepEqual(script.on({ kind: "pageStopped" }), ["stopped", "cancelTimer 3", "closeSocket 2"]);
  deepEqual(script.on({ kind: "networkChanged" }), ["stopped"]);
  deepEqual(script.on({ kind: "pageGoesOn" }), ["opening", "startTimer 4 10000", "openSocket 5"]);
  deepEqual(script.on({ kind: "pageGoesOn" }), ["opening"]);
});

Deno.test("a page that stopped and is looked at goes on, and one that rests stays at rest", () => {
  const script = new Script().open();
  script.on({ kind: "pageStopped" });
  deepEqual(script.on({ kind: "pageShown" }), ["opening", "startTimer 4 10000", "openSocket 5"]);
  deepEqual(script.on(closed(5, 4001)), ["replaced", "cancelTimer 4", "closeSocket 5"]);
  deepEqual(script.on({ kind: "pageStopped" }), ["replaced"]);
  deepEqual(script.on({ kind: "pageGoesOn" }), ["replaced"]);
});

Deno.test("a heartbeat without an answer is repeated, and too long a silence is a loss", () => {
  const script = new Script().open();
  script.now = 10_000;
  script.on(fired(3));
  script.now = 20_000;
  deepEqual(script.on(fired(4)), ["open", "send 2 session:ping", "cancelTimer 4", "startTimer 5 5000"]);
  script.now = 25_000;
  deepEqual(script.on(fired(5)), ["waiting", "cancelTimer 5", "closeSocket 2", "startTimer 6 0"]);
});

Deno.test("a hidden page waits longer for the answer", () => {
  const script = new Script().open();
  script.hidden = true;
  script.now = 10_000;
  script.on(fired(3));
  script.now = 74_999;
  deepEqual(script.on(fired(4)), ["open", "send 2 session:ping", "cancelTimer 4", "startTimer 5 1"]);
  script.now = 75_000;
  equal(script.on(fired(5))[0], "waiting");
});

Deno.test("a page that is looked at again asks at once, and does not wait", () => {
  const script = new Script().open();
  deepEqual(script.on({ kind: "pageShown" }), [
    "open",
    "send 2 session:ping",
    "cancelTimer 3",
    "startTimer 4 10000",
  ]);
  script.on(closed(2));
  deepEqual(script.on({ kind: "pageShown" }), [
    "opening",
    "cancelTimer 5",
    "startTimer 6 10000",
    "openSocket 7",
  ]);
});

/** What the server says at first, with other waits. */
function readyWith(reconnect: number[]): ServerMessage {
  const message = ready();
  ok(message.type === "session:ready");
  return said("session:ready", { ...message.payload, timers: { ...timers, reconnect } });
}

Deno.test("the server's own delays are used from then on, if it tells any", () => {
  const script = new Script();
  script.on({ kind: "connectRequested" });
  script.on({ kind: "messageReceived", socket: 2, message: readyWith([50]) });
  script.on({ kind: "messageReceived", socket: 2, message: readyWith([]) });
  deepEqual(script.on(closed(2)).at(-1), "startTimer 5 50");
});

Deno.test("a connection is doubtful while a heartbeat goes without an answer, and only then", () => {
  const script = new Script();
  equal(isAnswering(script.machine, 0), false);
  script.open();
  equal(isAnswering(script.machine, 1_000_000), true);
  script.now = 10_000;
  script.on(fired(3));
  equal(isAnswering(script.machine, 12_999), true);
  equal(isAnswering(script.machine, 13_000), false);
  script.on(pong(2));
  equal(isAnswering(script.machine, 13_000), true);
});
