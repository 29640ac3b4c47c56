import { deepEqual, equal, ok } from "node:assert/strict";
import { alice, bo, ready, said, snapshot } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { answering, connecting, ringing, talking } from "./support/situations.ts";

const CALL = "call-1";

/** What was said of being muted since the last time. */
function told(phone: Phone): boolean[] {
  return phone.sent.splice(0).flatMap(({ type, payload }) => type === "call:mute" ? payload.muted : []);
}

function isPeerMuted(phone: Phone): boolean {
  return phone.view.state !== "idle" && phone.view.peerMuted;
}

function peerSays(phone: Phone, muted: boolean, call = CALL, from = bo.id): void {
  phone.runner.received(said("call:mute", { call_id: call, muted }, from));
}

Deno.test("muting and unmuting is told to the other side at once", async () => {
  const phone = await talking();
  phone.runner.muteChanged(true);
  deepEqual(told(phone), [true]);
  phone.runner.muteChanged(false);
  deepEqual(told(phone), [false]);
});

Deno.test("who is muted before there is sound says so when there is, and who is not says nothing", async () => {
  const phone = await connecting();
  phone.runner.muteChanged(true);
  deepEqual(told(phone), []);
  phone.peer?.path("connected");
  deepEqual(told(phone), [true]);
  const other = await connecting();
  other.peer?.path("connected");
  deepEqual(told(other), []);
});

Deno.test("while it rings nothing is said of it", async () => {
  const phone = await ringing();
  phone.runner.muteChanged(true);
  deepEqual(told(phone), []);
});

Deno.test("what may have been lost is said again: when either connection is back, and when the sound is", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.runner.muteChanged(true);
  phone.comeBack(snapshot());
  deepEqual(told(phone), [true]);

  phone.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  phone.runner.muteChanged(false);
  told(phone);
  phone.runner.received(said("session:call", { call: snapshot() }));
  deepEqual(told(phone), [false]);

  phone.runner.muteChanged(true);
  told(phone);
  phone.peer?.path("failed");
  phone.peer?.path("connected");
  deepEqual(told(phone), [true]);
});

Deno.test("who was never muted says nothing of it after a loss either", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.comeBack(snapshot());
  deepEqual(told(phone), []);
});

Deno.test("a page that was loaded again and is still muted says so when there is sound", async () => {
  const phone = await talking();
  phone.runner.muteChanged(true);
  const reloaded = new Phone(phone.storage);
  reloaded.runner.received(ready(snapshot()));
  await reloaded.settle();
  reloaded.peer?.path("connected");
  deepEqual(told(reloaded), [true]);
});

Deno.test("that the other side is muted is shown until it says something else", async () => {
  const phone = await talking();
  equal(isPeerMuted(phone), false);
  peerSays(phone, true);
  ok(isPeerMuted(phone));
  peerSays(phone, false);
  equal(isPeerMuted(phone), false);
});

Deno.test("what is said of another call, or by somebody else, counts for nothing", async () => {
  const phone = await talking();
  peerSays(phone, true, "call-2");
  peerSays(phone, true, CALL, alice.id);
  equal(isPeerMuted(phone), false);
});

Deno.test("a new page or another device of the other side is heard until it says something else", async () => {
  const phone = await answering();
  peerSays(phone, true, "call-of-bo");
  ok(isPeerMuted(phone));
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "new theirs" }, bo.id));
  equal(isPeerMuted(phone), false);
});

Deno.test("so is one that an answer tells of", async () => {
  const phone = await talking();
  peerSays(phone, true);
  phone.peer?.path("failed");
  ok(isPeerMuted(phone));
  phone.runner.received(said("call:answer", { call_id: CALL, sdp: "new theirs" }, bo.id));
  equal(isPeerMuted(phone), false);
});

Deno.test("the next call begins with both heard, and nothing to say again", async () => {
  const phone = await talking();
  peerSays(phone, true);
  phone.runner.muteChanged(true);
  phone.runner.hangUpPressed();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.runner.received(said("call:accept", { call_id: "call-2" }, bo.id));
  told(phone);
  phone.peer?.path("connected");
  deepEqual(told(phone), []);
  equal(isPeerMuted(phone), false);
});
