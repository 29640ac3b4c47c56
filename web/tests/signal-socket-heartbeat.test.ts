import { deepEqual, equal, ok } from "node:assert/strict";
import { ready, said, timers } from "./support/messages.ts";
import { connection } from "./support/signal-socket.ts";

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
