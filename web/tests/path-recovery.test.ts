import { deepEqual, equal, ok } from "node:assert/strict";
import { SPEAKS_FIRST } from "../src/call/negotiation-pace.ts";
import { ANSWERED_WAIT, NEGOTIATION_WAITS, type Snapshot } from "../src/contract.ts";
import { bo, callOfBo, said, snapshot, timers } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, answering, connecting, talking } from "./support/situations.ts";

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
  equal(phone.clock.pending.at(-1), timers.media_lost - timers.disconnected_grace);
});

Deno.test("a path that fails is mended at once; the callee asks the caller to", async () => {
  const phone = await answering();
  phone.peer?.listener.path("failed");
  deepEqual(phone.takeSent(), ["call:accept"]);
  equal(phone.state, "reconnecting");
});

Deno.test("a first path that fails is tried again, and the deadline goes on", async () => {
  const phone = await connecting();
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "theirs" }, bo.id));
  phone.clock.advance(5_000);
  phone.peer?.listener.path("failed");
  equal(phone.state, "connecting");
  deepEqual(phone.takeSent(), ["call:offer"]);
  equal(phone.clock.pending.at(-1), timers.connect - 5_000);
});

const [FIRST_WAIT = 0] = NEGOTIATION_WAITS;

/** After how much time since the beginning a try was made. */
function tries(phone: Phone, during: number): number[] {
  const times: number[] = [];
  for (let elapsed = 0; elapsed < during; elapsed += 500) {
    if (phone.takeSent().length > 0) times.push(elapsed);
    phone.clock.advance(500);
  }
  return times;
}

Deno.test("tries are spread over the time that there is, and go on until it is over", async () => {
  const phone = await talking();
  phone.peer?.listener.path("failed");
  deepEqual(tries(phone, timers.media_lost), [0, 2_000, 5_000, 10_000, 18_000, 26_000]);
  equal(phone.state, "idle");
});

Deno.test("the callee asks as often", async () => {
  const phone = await answering();
  phone.peer?.listener.path("failed");
  deepEqual(tries(phone, 12_000), [0, 2_000, 5_000, 10_000]);
});

Deno.test("a path that fails at once after each try is not tried in a row", async () => {
  const phone = await talking();
  for (let failure = 0; failure < 8; failure += 1) phone.peer?.listener.path("failed");
  equal(phone.takeSent().length, 1);
  phone.clock.advance(FIRST_WAIT);
  phone.peer?.listener.path("failed");
  equal(phone.takeSent().length, 1);
});

Deno.test("once sound has flowed again the tries begin anew", async () => {
  const phone = await talking();
  phone.peer?.listener.path("failed");
  phone.peer?.listener.path("connected");
  deepEqual(phone.takeSent(), ["call:offer"]);
  phone.clock.advance(60_000);
  deepEqual(phone.takeSent(), []);
  phone.peer?.listener.path("failed");
  deepEqual(tries(phone, 6_000), [0, 2_000, 5_000]);
});

Deno.test("after an answer a path gets its time before anything is tried again", async () => {
  const phone = await talking();
  phone.peer?.path("failed");
  phone.takeSent();
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "theirs" }, bo.id));
  phone.clock.advance(ANSWERED_WAIT - 1);
  deepEqual(phone.takeSent(), []);
  phone.clock.advance(1);
  deepEqual(phone.takeSent(), ["call:offer"]);
});

Deno.test("an answer from a page that was loaded again leads to an offer that has the first wait", async () => {
  const phone = await talking();
  phone.peer?.listener.path("failed");
  phone.clock.advance(4_000);
  phone.takeSent();
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "new page" }, bo.id));
  deepEqual(phone.takeSent(), ["call:offer"]);
  phone.clock.advance(5_000);
  deepEqual(phone.takeSent(), ["call:offer"]);
});

Deno.test("a first offer that nobody answers is made again, and a first question that nobody answers as well", async () => {
  const caller = await connecting();
  deepEqual(tries(caller, 6_000), [2_000, 5_000]);
  const callee = await accepting();
  callee.runner.received(said("session:call", { call: callOfBo() }));
  callee.takeSent();
  deepEqual(tries(callee, 6_000), [2_000, 4_000]);
});

Deno.test("what has changed is a reason to try at once, however short ago the last try was", async () => {
  const phone = await talking();
  phone.peer?.listener.path("failed");
  phone.takeSent();
  phone.comeBack(snapshot());
  deepEqual(phone.takeSent(), ["call:offer"]);
  phone.runner.networkChanged();
  phone.comeBack(snapshot());
  deepEqual(phone.takeSent(), ["call:offer"]);
});

Deno.test("a path over which nothing arrives is mended at once, and the silence counts from the last sound", async () => {
  const phone = await talking();
  phone.clock.advance(60_000);
  if (phone.peer !== undefined) phone.peer.heardAt = phone.clock.now() - 2_500;
  phone.peer?.listener.path("silent");
  equal(phone.state, "reconnecting");
  deepEqual(phone.takeSent(), ["call:offer"]);
  equal(phone.signal.suspicions, 1);
  equal(phone.clock.pending.at(-1), timers.media_lost - 2_500);
  phone.peer?.listener.path("connected");
  equal(phone.state, "connected");
});

Deno.test("trouble with the path throws a suspicion on the connection to the server, and a good path none", async () => {
  const phone = await talking();
  equal(phone.signal.suspicions, 0);
  phone.peer?.listener.path("disconnected");
  phone.peer?.listener.path("failed");
  equal(phone.signal.suspicions, 2);
});

Deno.test("without signalling no try is wasted; when it is back the path is mended", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.peer?.listener.path("failed");
  phone.clock.advance(10_000);
  deepEqual(phone.takeSent(), []);
  phone.comeBack(snapshot());
  deepEqual(phone.takeSent(), ["call:offer"]);
});

Deno.test("while the other side's signalling is gone no try is wasted either; who has come back speaks first", async () => {
  const phone = await talking();
  loseAndMeetAgain(phone, snapshot);
  deepEqual(phone.takeSent(), []);
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  deepEqual(phone.takeSent(), ["call:offer"]);
  phone.runner.received(said("session:call", { call: snapshot() }));
  phone.clock.advance(SPEAKS_FIRST);
  deepEqual(phone.takeSent(), [], "one negotiation is enough");
});

Deno.test("if one who has come back says nothing, this side does, as long as there is no sound", async () => {
  const phone = await talking();
  loseAndMeetAgain(phone, snapshot);
  phone.clock.advance(SPEAKS_FIRST - 1);
  deepEqual(phone.takeSent(), []);
  phone.clock.advance(1);
  deepEqual(phone.takeSent(), ["call:offer"]);

  const mended = await talking();
  loseAndMeetAgain(mended, snapshot);
  mended.peer?.listener.path("connected");
  mended.clock.advance(SPEAKS_FIRST);
  deepEqual(mended.takeSent(), []);
});

Deno.test("a callee whose caller has come back waits for the offer, and asks for one if it does not come", async () => {
  const phone = await answering();
  loseAndMeetAgain(phone, callOfBo);
  deepEqual(phone.takeSent(), []);
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs again" }, bo.id));
  phone.clock.advance(SPEAKS_FIRST);
  deepEqual(phone.takeSent(), ["call:answer"]);

  const unasked = await answering();
  loseAndMeetAgain(unasked, callOfBo);
  unasked.clock.advance(SPEAKS_FIRST);
  deepEqual(unasked.takeSent(), ["call:accept"]);
});

Deno.test("who has come back and was answered is not offered the same once more, and what was told before makes nobody wait", async () => {
  const phone = await talking();
  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  phone.peer?.listener.path("failed");
  phone.clock.advance(3_000);
  // The question comes before the word that its device is back.
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  phone.runner.received(said("session:call", { call: snapshot() }));
  phone.clock.advance(SPEAKS_FIRST);
  deepEqual(phone.takeSent(), ["call:offer"]);

  const told = await talking();
  told.peer?.listener.path("failed");
  told.runner.received(said("call:answer", { call_id: "call-1", sdp: "theirs" }, bo.id));
  told.takeSent();
  loseAndMeetAgain(told, snapshot);
  told.peer?.listener.allTold();
  told.clock.advance(SPEAKS_FIRST);
  deepEqual(told.takeSent(), ["call:offer"]);
});

/** The path breaks while the other side's connection to the server is gone, and that comes back. */
function loseAndMeetAgain(phone: Phone, call: (so: Partial<Snapshot>) => Snapshot): void {
  phone.runner.received(said("session:call", { call: call({ peer_signaling: false }) }));
  phone.peer?.listener.path("failed");
  phone.clock.advance(3_000);
  deepEqual(phone.takeSent(), []);
  phone.runner.received(said("session:call", { call: call({}) }));
}

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

Deno.test("events of a connection that was replaced count for nothing", async () => {
  const phone = await talking();
  const old = phone.peer;
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "new page" }, bo.id));
  equal(phone.state, "reconnecting");
  phone.peer?.listener.path("connected");
  old?.listener.path("failed");
  equal(phone.state, "connected");
});

Deno.test("an offer from a page that was loaded again gets a new connection", async () => {
  const phone = await accepting();
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "first" }, bo.id));
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "restart" }, bo.id));
  equal(phone.peers.length, 1);
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "new page" }, bo.id));
  equal(phone.peers.length, 2);
  ok(phone.peers[0]?.closed);
  deepEqual(phone.peer?.done, ["answer new page"]);
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

Deno.test("a reload in the call reopens the microphone and asks; the deadline is that of a lost path", async () => {
  const phone = new Phone(undefined, callOfBo());
  equal(phone.state, "resuming");
  await phone.settle();
  equal(phone.state, "reconnecting");
  deepEqual(phone.takeSent(), ["call:accept"]);
  equal(phone.clock.pending.at(-1), timers.media_lost);
});
