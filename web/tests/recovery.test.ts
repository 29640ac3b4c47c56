import { deepEqual, equal, ok } from "node:assert/strict";
import { RESTART_TRIES } from "../src/contract.ts";
import { bo, ended, incoming, said, snapshot, timers } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, answered, talking } from "./support/situations.ts";

async function connecting(): Promise<Phone> {
  const phone = await answered();
  phone.takeSent();
  return phone;
}

/** Bo called Alice, and they talk. */
async function answering(): Promise<Phone> {
  const phone = await accepting();
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs" }, bo.id));
  phone.peer?.listener.path("connected");
  phone.takeSent();
  return phone;
}

const ofBo = (call = {}) => snapshot({ call_id: "call-of-bo", role: "callee", ...call });
const rings = (call_id: string) => ofBo({ call_id, state: "ringing", answered_at: null });

Deno.test("a path that comes back within the grace is left alone", async () => {
  const phone = await talking();
  phone.peer?.listener.path("disconnected");
  equal(phone.state, "interrupted");
  deepEqual(phone.clock.pending, [timers.disconnected_grace]);
  phone.clock.advance(timers.disconnected_grace - 1);
  phone.peer?.listener.path("connected");
  equal(phone.state, "connected");
  deepEqual(phone.takeSent(), []);
  deepEqual(phone.clock.pending, []);
});

Deno.test("a path that stays away is mended by the caller with fresh servers, on the same connection", async () => {
  const phone = await talking();
  phone.peer?.listener.path("disconnected");
  phone.clock.advance(timers.disconnected_grace);
  equal(phone.state, "reconnecting");
  deepEqual(phone.takeSent(), ["call:offer"]);
  equal(phone.peers.length, 1);
  equal(phone.peer?.done.at(-1), "sendOffer with fresh servers");
  // Thirty seconds count from the moment at which the sound went.
  deepEqual(phone.clock.pending, [timers.media_lost - timers.disconnected_grace]);
});

Deno.test("a path that fails is mended at once; the callee asks the caller to", async () => {
  const phone = await answering();
  phone.peer?.listener.path("failed");
  deepEqual(phone.takeSent(), ["call:accept"]);
  equal(phone.state, "reconnecting");
});

Deno.test("a first path that fails is tried again, and the deadline goes on", async () => {
  const phone = await connecting();
  phone.clock.advance(5_000);
  phone.peer?.listener.path("failed");
  equal(phone.state, "connecting");
  deepEqual(phone.takeSent(), ["call:offer"]);
  deepEqual(phone.clock.pending, [timers.connect - 5_000]);
});

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

Deno.test("there are five tries until sound flows again, then the deadline alone decides", async () => {
  const phone = await talking();
  for (let failure = 0; failure < RESTART_TRIES + 3; failure += 1) phone.peer?.listener.path("failed");
  equal(phone.takeSent().length, RESTART_TRIES);
  equal(phone.state, "reconnecting");
  phone.peer?.listener.path("connected");
  phone.peer?.listener.path("failed");
  equal(phone.takeSent().length, 1);
});

Deno.test("without signalling no try is wasted; when it is back the path is mended", async () => {
  const phone = await talking();
  phone.loseConnection();
  for (let failure = 0; failure < RESTART_TRIES + 1; failure += 1) phone.peer?.listener.path("failed");
  deepEqual(phone.takeSent(), []);
  phone.comeBack(snapshot());
  deepEqual(phone.takeSent(), ["call:offer"]);
});

Deno.test("the same while the other side's signalling is gone", async () => {
  const phone = await talking();
  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  phone.peer?.listener.path("failed");
  deepEqual(phone.takeSent(), []);
  phone.runner.received(said("session:call", { call: snapshot() }));
  deepEqual(phone.takeSent(), ["call:offer"]);
  phone.runner.received(said("session:call", { call: snapshot() }));
  deepEqual(phone.takeSent(), []);
});

Deno.test("a connection that comes back while sound flows leaves the sound alone", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.comeBack(snapshot());
  deepEqual(phone.takeSent(), []);
  equal(phone.state, "connected");
});

Deno.test("another network restarts ICE although sound still flows, when the server is reached over it", async () => {
  const phone = await talking();
  phone.runner.networkChanged();
  deepEqual(phone.takeSent(), []);
  phone.loseConnection();
  phone.comeBack(snapshot());
  deepEqual(phone.takeSent(), ["call:offer"]);
  equal(phone.state, "connected");
  phone.comeBack(snapshot());
  deepEqual(phone.takeSent(), []);
});

Deno.test("another network while it rings: the offer is prepared anew", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.runner.networkChanged();
  phone.comeBack(snapshot({ state: "calling", answered_at: null }));
  ok(phone.peers[0]?.closed);
  deepEqual(phone.peer?.done, ["prepareOffer"]);
});

Deno.test("a question of the other side is answered on the same connection while sound flows", async () => {
  const phone = await talking();
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  equal(phone.state, "connected");
  deepEqual(phone.takeSent(), ["call:offer"]);
  equal(phone.peers.length, 1);
});

Deno.test("an answer from a page that was loaded again gets a new connection and a new offer", async () => {
  const phone = await talking();
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  phone.takeSent();
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "new page" }, bo.id));
  equal(phone.state, "reconnecting");
  deepEqual(phone.takeSent(), ["call:offer"]);
  ok(phone.peers[0]?.closed);
  deepEqual(phone.peer?.done, ["sendOffer with fresh servers"]);
  phone.peer?.listener.path("connected");
  equal(phone.state, "connected");
});

Deno.test("a late answer from before the other page was loaded again replaces nothing", async () => {
  const phone = await talking();
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "new but stale" }, bo.id));
  equal(phone.peers.length, 1);
  equal(phone.state, "connected");
});

Deno.test("an offer from a caller whose page was loaded again makes the callee reconnect", async () => {
  const phone = await answering();
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "new page" }, bo.id));
  equal(phone.state, "reconnecting");
  deepEqual(phone.takeSent(), ["call:answer"]);
});

Deno.test("an accept that was lost is said again, also when the server says that nothing rings", async () => {
  const phone = await accepting();
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.loseConnection();
  phone.comeBack(rings("call-of-bo"));
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.loseConnection();
  phone.comeBack(null);
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.runner.received(ended("call-of-bo", "cancelled"));
  ok(phone.view.state === "idle");
  equal(phone.view.ending?.reason, "cancelled");
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

Deno.test("a call that ended while this device was away tells its reason when it is known", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.ends.set("call-1", { reason: "hung_up", wasAnswered: true });
  phone.comeBack(null);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.ending?.reason, "hung_up");
  deepEqual(phone.view.ending?.by, "peer");
});

Deno.test("a reason that comes after the notice was dismissed brings nothing back", async () => {
  const phone = await talking();
  phone.ends.set("call-1", { reason: "hung_up", wasAnswered: true });
  phone.comeBack(null);
  phone.runner.dismissed();
  await phone.settle();
  ok(phone.view.state === "idle");
  equal(phone.view.ending, null);
});

Deno.test("a hang-up that the server missed takes effect after a reload, and the call does not come back", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.runner.hangUpPressed();
  const reloaded = new Phone(phone.storage, snapshot());
  equal(reloaded.state, "idle");
  deepEqual(reloaded.takeSent(), ["call:end hung_up"]);
  await reloaded.settle();
  ok(reloaded.mediaIsClosed);
});

Deno.test("what was declined here and is answered all the same is hung up, not declined over and over", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.loseConnection();
  phone.runner.declinePressed();
  phone.comeBack(ofBo());
  deepEqual(phone.takeSent(), ["call:end hung_up"]);
  equal(phone.state, "idle");
});

Deno.test("a hang-up by the alias of a crossed call takes effect as well", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.loseConnection();
  phone.runner.hangUpPressed();
  phone.comeBack(ofBo({ alias: "call-1" }));
  equal(phone.state, "idle");
  deepEqual(phone.sent.slice(1).map(({ type, payload }) => ({ type, payload })), [
    { type: "call:end", payload: { call_id: "call-1", reason: "cancelled" } },
  ]);
});

Deno.test("a call that was declined here and answered on another device is left alone", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.loseConnection();
  phone.runner.declinePressed();
  phone.comeBack(ofBo({ this_device: false }));
  deepEqual(phone.takeSent(), []);
});

Deno.test("glare: a ringing call that was passed over counts when it is said again after ours is over", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.runner.received(said("session:call", { call: rings("call-of-bo") }));
  equal(phone.state, "calling");
  phone.runner.received(ended("call-1", "no_answer", "server"));
  equal(phone.state, "idle");
  phone.runner.received(said("session:call", { call: rings("call-of-bo") }));
  equal(phone.state, "ringing");
});

Deno.test("a storage with nonsense in it is no trouble", () => {
  for (const nonsense of ["", "{", "7", '[["call-1","no_such_reason"],5,[null,"busy"]]']) {
    const phone = new Phone();
    phone.storage.setItem("duet.ended", nonsense);
    equal(new Phone(phone.storage).state, "idle");
  }
});

for (
  const [state, from] of Object.entries({ accepting, connected: answering })
) {
  Deno.test(`another call rings while ${state}: the one at hand is over, and the other one rings`, async () => {
    const phone = await from();
    phone.comeBack(rings("call-2"));
    equal(phone.state, "ringing");
    ok(phone.view.state !== "idle");
    equal(phone.view.call.callId, "call-2");
    ok(phone.mediaIsClosed);
    deepEqual(phone.clock.pending, []);
  });
}

Deno.test("glare: our wish was lost and theirs rings, so theirs is accepted with the open microphone", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.takeSent();
  phone.comeBack(rings("call-of-bo"));
  equal(phone.state, "accepting");
  deepEqual(phone.sent.map(({ type, payload }) => ({ type, payload })), [
    { type: "call:accept", payload: { call_id: "call-of-bo" } },
  ]);
  ok(phone.microphone.isOpen);
});

Deno.test("a reload in the call reopens the microphone and asks; the deadline is that of a lost path", async () => {
  const phone = new Phone(undefined, ofBo());
  equal(phone.state, "resuming");
  await phone.settle();
  equal(phone.state, "reconnecting");
  deepEqual(phone.takeSent(), ["call:accept"]);
  deepEqual(phone.clock.pending, [timers.media_lost]);
});

Deno.test("a page that slept through the deadline gets the whole time once more, and only once", async () => {
  const phone = await talking();
  phone.peer?.listener.path("failed");
  phone.clock.sleep(10 * 60_000);
  phone.clock.advance(0);
  equal(phone.state, "reconnecting");
  deepEqual(phone.clock.pending, [timers.media_lost]);
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
  deepEqual(phone.clock.pending, [timers.media_lost - timers.disconnected_grace]);
});

Deno.test("the same where a machine's own time stands still while it sleeps, also if something is heard first", async () => {
  for (const hears of [() => {}, (phone: Phone) => phone.comeBack(snapshot())]) {
    const phone = await talking();
    phone.peer?.listener.path("failed");
    phone.clock.advance(10_000);
    phone.clock.moveWallTime(10 * 60_000);
    hears(phone);
    deepEqual(phone.clock.pending, [timers.media_lost - 10_000]);
    phone.clock.advance(timers.media_lost - 10_000);
    equal(phone.state, "reconnecting");
    deepEqual(phone.clock.pending, [timers.media_lost]);
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
  deepEqual(phone.clock.pending, [timers.media_lost_peer_gone]);
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

Deno.test("there is less patience from when the other side's signalling is gone, and never more than in all", async () => {
  const phone = await talking();
  phone.peer?.path("failed");
  phone.clock.advance(10_000);
  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  deepEqual(phone.clock.pending, [timers.media_lost_peer_gone]);
  phone.clock.advance(5_000);
  phone.runner.received(said("session:call", { call: snapshot() }));
  phone.clock.advance(10_000);
  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  deepEqual(phone.clock.pending, [timers.media_lost - 25_000]);
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
  phone.comeBack(rings("call-of-bo"));
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

Deno.test("a device that only rang blames nobody for what it did not see", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.loseConnection();
  phone.ends.set("call-of-bo", { reason: "hung_up", wasAnswered: true });
  phone.comeBack(null);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.ending?.reason, "answered_elsewhere");
  deepEqual(phone.view.ending?.by, null);
});
