import { equal, ok } from "node:assert/strict";
import { bo, ringingCall, said, snapshot, timers } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, connecting, talking } from "./support/situations.ts";

Deno.test("tries do not put off the end of a path that is never found", async () => {
  const phone = await connecting();
  phone.clock.advance(15_000);
  phone.peer?.path("failed");
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "theirs" }, bo.id));
  phone.clock.advance(timers.connect - 15_000);
  equal(phone.state, "idle");
});

Deno.test("a page that is loaded again and again while connecting does not put it off for ever", async () => {
  const phone = await connecting();
  for (let elapsed = 0; elapsed < timers.connect_in_all - 10_000; elapsed += 10_000) {
    phone.clock.advance(10_000);
    phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  }
  phone.clock.advance(9_999);
  equal(phone.state, "connecting");
  phone.clock.advance(1);
  ok(phone.view.state === "idle");
  equal(phone.view.ending?.reason, "connect_failed");
});

Deno.test("without the server the connect deadline has more patience, as long as a lost path has", async () => {
  const phone = await accepting();
  phone.loseConnection();
  phone.clock.advance(timers.connect);
  equal(phone.state, "accepting");
  phone.clock.advance(timers.media_lost - timers.connect);
  equal(phone.state, "idle");
});

Deno.test("a path that is given up says whose connection was gone", async () => {
  for (
    const [lose, offline] of [
      [
        (phone: Phone) =>
          phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) })),
        "peer",
      ],
      [(phone: Phone) => phone.loseConnection(), "me"],
      [() => {}, null],
    ] as const
  ) {
    const phone = await talking();
    lose(phone);
    phone.peer?.path("failed");
    phone.clock.advance(timers.media_lost);
    ok(phone.view.state === "idle");
    equal(phone.view.ending?.reason, "connection_lost");
    equal(phone.view.ending?.offline, offline);
  }
});

Deno.test("there is less patience from when the other side's signalling is gone, and never more than in all", async () => {
  const phone = await talking();
  phone.peer?.path("failed");
  phone.clock.advance(10_000);
  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  equal(phone.clock.pending.at(-1), timers.media_lost_peer_gone);
  phone.clock.advance(5_000);
  phone.runner.received(said("session:call", { call: snapshot() }));
  phone.clock.advance(10_000);
  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  ok(phone.clock.pending.includes(timers.media_lost - 25_000));
});

Deno.test("whoever comes back first does not end the call because the other has not", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.peer?.path("failed");
  phone.clock.advance(20_000);
  phone.comeBack(snapshot({ peer_signaling: false }));
  phone.clock.advance(9_999);
  equal(phone.state, "reconnecting");
});

Deno.test("an accept that is repeated late has all the time that an answer may take", async () => {
  const phone = await accepting();
  phone.clock.advance(1_000);
  phone.loseConnection();
  phone.clock.advance(24_000);
  phone.comeBack(ringingCall());
  phone.clock.advance(timers.connect - 1);
  equal(phone.state, "accepting");
  phone.clock.advance(1);
  equal(phone.state, "idle");
});

Deno.test("a connection that looks open and carries nothing has until it is found out", async () => {
  const phone = await accepting();
  phone.signal.carries = false;
  phone.clock.advance(timers.connect);
  equal(phone.state, "accepting");
  phone.clock.advance(timers.heartbeat_dead - timers.connect);
  equal(phone.state, "accepting");
});

Deno.test("a page that slept through the deadline gets the whole time once more, and only once", async () => {
  const phone = await talking();
  phone.peer?.listener.path("failed");
  phone.clock.sleep(10 * 60_000);
  phone.clock.advance(0);
  equal(phone.state, "reconnecting");
  equal(phone.clock.pending.at(-1), timers.media_lost);
  phone.clock.sleep(10 * 60_000);
  phone.clock.advance(0);
  ok(phone.view.state === "idle");
  equal(phone.view.ending?.reason, "connection_lost");
});

Deno.test("a page that slept before a try was made gets the whole time for it", async () => {
  const phone = await talking();
  phone.peer?.path("disconnected");
  phone.clock.sleep(10 * 60_000);
  phone.clock.advance(0);
  phone.clock.advance(timers.disconnected_grace);
  equal(phone.state, "reconnecting");
  equal(phone.clock.pending.at(-1), timers.media_lost - timers.disconnected_grace);
});

Deno.test("the same where a machine's own time stands still while it sleeps, also if something is heard first", async () => {
  for (const hears of [() => {}, (phone: Phone) => phone.comeBack(snapshot())]) {
    const phone = await talking();
    phone.peer?.listener.path("failed");
    phone.clock.advance(10_000);
    phone.clock.moveWallTime(10 * 60_000);
    hears(phone);
    equal(phone.clock.pending.at(-1), timers.media_lost - 10_000);
    phone.clock.advance(timers.media_lost - 10_000);
    equal(phone.state, "reconnecting");
    equal(phone.clock.pending.at(-1), timers.media_lost);
    phone.clock.moveWallTime(10 * 60_000);
    phone.clock.advance(timers.media_lost);
    ok(phone.view.state === "idle");
    equal(phone.view.ending?.reason, "connection_lost");
  }
});

Deno.test("a clock that is set back makes no wait longer, and no call shorter", async () => {
  const phone = await talking();
  phone.clock.advance(5_000);
  phone.clock.moveWallTime(-3_600_000);
  phone.peer?.listener.path("failed");
  phone.clock.moveWallTime(-3_600_000);
  phone.clock.advance(10_000);
  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  equal(phone.clock.pending.at(-1), timers.media_lost_peer_gone);
  phone.clock.moveWallTime(-3_600_000);
  phone.clock.advance(timers.media_lost_peer_gone);
  ok(phone.view.state === "idle");
  equal(phone.view.ending?.reason, "connection_lost");
  equal(phone.view.ending?.talked, 5_000 + 10_000 + 15_000);
});

Deno.test("a clock that is set forward gives a wait its time once more, as a sleep does, and never ends it early", async () => {
  const phone = await talking();
  phone.peer?.listener.path("failed");
  phone.clock.advance(1_000);
  phone.clock.moveWallTime(3_600_000);
  phone.clock.advance(timers.media_lost - 1_001);
  equal(phone.state, "reconnecting");
  phone.clock.advance(1 + timers.media_lost - 1);
  equal(phone.state, "reconnecting");
  phone.clock.advance(1);
  ok(phone.view.state === "idle");
  equal(phone.view.ending?.talked, 2 * timers.media_lost);
});
