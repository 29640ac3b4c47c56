import { deepEqual, equal, ok } from "node:assert/strict";
import { reconnectDelay } from "../src/call/reconnect-policy.ts";
import { settle } from "./support/manual-clock.ts";
import { ready, said, timers } from "./support/messages.ts";
import { connection } from "./support/signal-socket.ts";

const ping = {
  type: "call:accept",
  from_user_id: "a",
  to_user_id: "b",
  payload: { call_id: "c", take_over: false },
} as const;

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
