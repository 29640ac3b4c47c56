import { deepEqual, equal, ok } from "node:assert/strict";
import { reconnectDelay } from "../src/call/reconnect-policy.ts";
import { type ConnectionState, SignalSocket } from "../src/call/signal-socket.ts";
import type { SessionAnswer } from "../src/call/socket-events.ts";
import { PROTOCOL } from "../src/contract.ts";
import { FakeSocket } from "./support/fake-socket.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";
import { ready, said, timers } from "./support/messages.ts";

function connection() {
  const clock = new ManualClock();
  const sockets: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const problems: string[] = [];
  const world = {
    session: "signed-in" as SessionAnswer,
    hidden: false,
    checks: 0,
    /** What the question for the session waits for, if it is not answered at once. */
    answer: null as Promise<"signed-in"> | null,
  };
  const signal = new SignalSocket({
    open: (subprotocol) => {
      equal(subprotocol, PROTOCOL);
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    checkSession: () => {
      world.checks += 1;
      return world.answer ?? Promise.resolve(world.session);
    },
    clock,
    report: reportError,
    random: () => 0.5,
    hidden: () => world.hidden,
  }, {
    stateChanged: (state) => states.push(state),
    received: () => {},
    malformed: (problem) => problems.push(problem),
  });
  const socket = () => {
    const last = sockets.at(-1);
    ok(last);
    return last;
  };
  const open = () => {
    signal.connect();
    socket().says(ready());
  };
  return { clock, sockets, states, problems, world, signal, socket, open };
}

const ping = { type: "call:accept", from_user_id: "a", to_user_id: "b", payload: { call_id: "c" } } as const;

Deno.test("a socket that never opens although the server answers is shut out, until one opens or nothing answers", async () => {
  const { clock, signal, sockets, socket, states, world } = connection();
  const fail = async () => {
    socket().breaks();
    await settle();
    for (const count = sockets.length; sockets.length === count;) clock.advance(100);
  };
  signal.connect();
  for (let tries = 1; tries <= 4; tries += 1) await fail();
  ok(!states.includes("shut-out"));
  await fail();
  equal(signal.state, "shut-out");
  equal(signal.isOpen, false);
  const before = states.length;
  await fail();
  deepEqual(states.slice(before), [], "it is so all the time");
  socket().says(ready());
  equal(signal.state, "open");

  await fail(); // of one that was open nobody asks
  for (let tries = 1; tries <= 5; tries += 1) await fail();
  equal(signal.state, "shut-out");
  world.session = "unreachable";
  await fail();
  equal(signal.state, "opening");
});

Deno.test("what answers in the server's place is told from the first try on, until the server or nothing answers", async () => {
  const { clock, signal, sockets, socket, states, world } = connection();
  const fail = async () => {
    socket().breaks();
    await settle();
    for (const count = sockets.length; sockets.length === count;) clock.advance(100);
  };
  signal.connect();
  world.session = "intercepted";
  await fail();
  equal(signal.state, "intercepted");
  const before = states.length;
  await fail();
  deepEqual(states.slice(before), [], "it is so all the time, and nobody is signed out by it");
  world.session = "unreachable";
  await fail();
  equal(signal.state, "opening");
  world.session = "intercepted";
  await fail();
  equal(signal.state, "intercepted");
  socket().says(ready());
  equal(signal.state, "open");
  await fail();
  equal(signal.state, "opening");
});

Deno.test("a connection is open when the server has said that it is ready, and not before", () => {
  const { signal, socket } = connection();
  signal.connect();
  equal(signal.state, "opening");
  equal(signal.send(ping), false);
  socket().says(ready());
  equal(signal.state, "open");
  ok(signal.send(ping));
  deepEqual(socket().sent, [JSON.stringify(ping)]);
});

Deno.test("the delays grow, repeat the last one, and stray by half at most", () => {
  const middle = Array.from(
    { length: 8 },
    (_, attempt) => reconnectDelay(attempt, timers.reconnect, () => 0.5),
  );
  deepEqual(middle, [0, 300, 1_200, 2_700, 4_800, 7_000, 7_000, 7_000]);
  equal(reconnectDelay(5, timers.reconnect, () => 0), 3_500);
  equal(reconnectDelay(5, timers.reconnect, () => 0.999999), 10_500);
});

Deno.test("after a loss it comes back, later each time; what does not open makes it ask for the session", async () => {
  const { clock, sockets, signal, socket, open, world } = connection();
  world.session = "unreachable";
  open();
  const waits: (number | undefined)[] = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    socket().breaks();
    if (attempt > 0) equal(signal.state, "checking");
    await settle();
    equal(world.checks, attempt); // never for a connection that was open
    equal(signal.state, "waiting");
    waits.push(clock.pending[0]);
    clock.advance(clock.pending[0] ?? 0);
    equal(signal.state, "opening");
  }
  deepEqual(waits, [0, 300, 1_200, 2_700]);
  equal(sockets.length, 5);
});

Deno.test("being accepted and dropped over and over does not reset the delays; a heartbeat does", async () => {
  const { clock, signal, socket, open } = connection();
  open();
  for (const expected of [0, 300, 1_200]) {
    socket().breaks();
    equal(clock.pending[0], expected);
    clock.advance(expected);
    await settle();
    socket().says(ready());
    socket().says(said("session:pong", { sent_at: 0 })); // to what somebody else has asked over it
  }
  clock.advance(timers.heartbeat);
  socket().says(said("session:pong", { sent_at: 0 }));
  socket().breaks();
  equal(clock.pending[0], 0);
  equal(signal.state, "waiting");
});

Deno.test("an unreachable server is tried again, a session that is over is not", async () => {
  const { clock, states, signal, socket, open, world } = connection();
  open();
  world.session = "unreachable";
  socket().breaks();
  clock.advance(0);
  socket().breaks();
  await settle();
  equal(signal.state, "waiting");
  world.session = "signed-out";
  clock.advance(300);
  socket().breaks();
  await settle();
  equal(signal.state, "signed-out");
  deepEqual(clock.pending, []);
  signal.networkChanged();
  equal(signal.state, "signed-out");
  deepEqual(states.at(-1), "signed-out");
});

Deno.test("a tab that was replaced stays away until somebody wants it back", () => {
  const { clock, sockets, signal, socket, open } = connection();
  open();
  socket().breaks(4001);
  equal(signal.state, "replaced");
  deepEqual(clock.pending, []);
  signal.networkChanged();
  equal(sockets.length, 1);
  signal.connect();
  equal(sockets.length, 2);
});

Deno.test("when the network returns it reconnects at once, also from a socket that looks alive", async () => {
  const { clock, sockets, signal, socket, open } = connection();
  open();
  const old = socket();
  signal.networkChanged();
  ok(old.closed);
  equal(sockets.length, 2);
  old.breaks();
  equal(signal.state, "opening");
  socket().breaks();
  await settle();
  clock.advance(0);
  socket().breaks();
  await settle();
  equal(signal.state, "waiting");
  signal.networkChanged();
  equal(signal.state, "opening");
  socket().breaks();
  await settle();
  equal(clock.pending[0], 0); // and the delays begin anew
});

Deno.test("heartbeats are sent, and silence for too long means a dead connection", () => {
  const { clock, sockets, signal, socket, open } = connection();
  open();
  clock.advance(timers.heartbeat);
  deepEqual(socket().sent.map((data) => JSON.parse(data).type), ["session:ping"]);
  clock.advance(timers.heartbeat_dead - timers.heartbeat - 1);
  equal(signal.state, "open");
  clock.advance(1);
  equal(signal.state, "opening"); // the first delay is none
  ok(sockets[0]?.closed);
});

Deno.test("a hidden page has more patience", () => {
  const { clock, signal, open, world } = connection();
  open();
  world.hidden = true;
  clock.advance(timers.heartbeat_dead_hidden - 1);
  equal(signal.state, "open");
  clock.advance(1);
  equal(signal.state, "opening"); // the first delay is none
});

Deno.test("a page that slept is not a connection that was lost: its next heartbeat tells", () => {
  const { clock, signal, socket, open, world } = connection();
  open();
  world.hidden = true;
  clock.sleep(600_000);
  world.hidden = false;
  clock.advance(0);
  equal(signal.state, "open");
  equal(socket().sent.length, 1);
  clock.advance(timers.heartbeat_dead - timers.heartbeat - 1);
  socket().says(said("session:pong", { sent_at: 0 }));
  clock.advance(timers.heartbeat);
  equal(signal.state, "open");
});

for (const [direction, step] of Object.entries({ back: -3_600_000, forward: 3_600_000 })) {
  Deno.test(`a clock that is set ${direction} changes nothing about the patience with an answer`, () => {
    const { clock, signal, open } = connection();
    open();
    clock.advance(timers.heartbeat);
    clock.moveWallTime(step);
    clock.advance(2_999);
    ok(signal.isAnswering);
    clock.advance(1);
    ok(!signal.isAnswering);
    clock.advance(timers.heartbeat_dead - timers.heartbeat - 3_001);
    equal(signal.state, "open");
    clock.advance(1);
    equal(signal.state, "opening"); // the first delay is none
  });
}

Deno.test("answers keep a connection alive", () => {
  const { clock, signal, socket, open } = connection();
  open();
  for (let beat = 0; beat < 10; beat += 1) {
    clock.advance(timers.heartbeat);
    socket().says(said("session:pong", { sent_at: 0 }));
  }
  equal(signal.state, "open");
});

Deno.test("a socket that never opens is given up", () => {
  const { clock, signal, socket } = connection();
  signal.connect();
  clock.advance(10_000);
  equal(signal.state, "checking");
  ok(socket().closed);
});

Deno.test("a server that does not say whether the session holds is given up and tried again", async () => {
  const { clock, signal, socket, open, world } = connection();
  open();
  const { promise, resolve } = Promise.withResolvers<"signed-in">();
  world.answer = promise;
  socket().breaks();
  clock.advance(0);
  socket().breaks();
  equal(signal.state, "checking");
  clock.advance(5_000);
  equal(signal.state, "waiting");
  world.answer = null;
  clock.advance(300);
  equal(signal.state, "opening");
  resolve("signed-in"); // too late: it opens nothing a second time
  await settle();
  equal(signal.state, "opening");
});

Deno.test("a page that is looked at again does not wait for its next try", () => {
  const { signal, socket, open } = connection();
  open();
  socket().breaks();
  equal(signal.state, "waiting");
  signal.pageShown();
  equal(signal.state, "opening");
});

Deno.test("a page that is looked at again asks at once whether its connection lives", () => {
  const { clock, signal, socket, open } = connection();
  open();
  signal.pageShown();
  equal(socket().sent.length, 1);
  clock.advance(timers.heartbeat_dead - timers.heartbeat);
  equal(signal.state, "opening");
});

Deno.test("a connection that is suspected and does not answer soon gives way to another one", () => {
  const { clock, sockets, signal, socket, open } = connection();
  open();
  signal.suspect();
  deepEqual(socket().sent.map((data) => JSON.parse(data).type), ["session:ping"]);
  clock.advance(1_000);
  signal.suspect(); // once is enough, and gives it no more time
  equal(socket().sent.length, 1);
  clock.advance(499);
  equal(sockets.length, 1);
  clock.advance(1);
  equal(signal.state, "opening");
  equal(sockets.length, 2);
  ok(sockets[0]?.closed);
});

Deno.test("on a slow network an answer may take three times as long as the connection took to open", () => {
  const { clock, sockets, signal, socket } = connection();
  signal.connect();
  clock.advance(2_000);
  socket().says(ready());
  signal.suspect();
  clock.advance(5_999);
  equal(sockets.length, 1);
  clock.advance(1);
  equal(sockets.length, 2);
  clock.advance(100);
  socket().says(ready());
  signal.suspect();
  clock.advance(1_500);
  equal(sockets.length, 3);
});

Deno.test("a connection that is suspected and answers is left alone", () => {
  const { clock, sockets, signal, socket, open } = connection();
  open();
  for (let suspicion = 0; suspicion < 3; suspicion += 1) {
    signal.suspect();
    clock.advance(1_499);
    socket().says(said("session:pong", { sent_at: 0 }));
  }
  clock.advance(timers.heartbeat - 1);
  equal(signal.state, "open");
  equal(sockets.length, 1);
});

Deno.test("disconnecting while the session is being asked for opens nothing afterwards", async () => {
  const { clock, sockets, signal, socket, open } = connection();
  open();
  socket().breaks();
  clock.advance(0);
  socket().breaks();
  equal(signal.state, "checking");
  signal.disconnect();
  await settle();
  equal(signal.state, "closed");
  equal(sockets.length, 2);
  deepEqual(clock.pending, []);
});

Deno.test("a frame that is not what was agreed is dropped and told", () => {
  const { problems, signal, socket, open } = connection();
  open();
  socket().onmessage?.({ data: "{" });
  socket().says({ type: "call:end" });
  equal(problems.length, 2);
  equal(signal.state, "open");
});
