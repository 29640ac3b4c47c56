import { deepEqual, equal, ok } from "node:assert/strict";
import { RING_MARGIN } from "../src/contract.ts";
import {
  bo,
  callOfBo,
  ended,
  incoming,
  ready,
  ringingCall,
  said,
  snapshot,
  timers,
} from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, answering, calling } from "./support/situations.ts";

Deno.test("glare: the server's snapshot of the other call is adopted, with a new connection", async () => {
  const phone = await calling();
  const prepared = phone.peer;
  const call = callOfBo();
  phone.runner.received(said("session:call", { call }));
  equal(phone.state, "connecting");
  ok(phone.view.state !== "idle");
  equal(phone.view.call.callId, "call-of-bo");
  ok(prepared?.closed);
  ok(phone.microphone.isOpen);
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs" }, bo.id));
  ok(phone.peer !== prepared);
  deepEqual(phone.peer?.done, ["answer theirs"]);
});

Deno.test("glare: their ringing call does not push ours aside while the server decides", async () => {
  const phone = await calling();
  const call = ringingCall();
  phone.runner.received(incoming());
  phone.runner.received(said("session:call", { call }));
  equal(phone.state, "calling");
  ok(phone.microphone.isOpen);
  phone.runner.received(said("session:call", { call: { ...call, state: "in-call" } }));
  equal(phone.state, "connecting");
  ok(phone.microphone.isOpen);
});

Deno.test("a call of somebody else that rings here takes the place of ours", async () => {
  const phone = await calling();
  const carla = { id: "carla-id", username: "carla", name: "Carla" };
  const call = snapshot({ call_id: "call-of-carla", role: "callee", state: "ringing", peer: carla });
  phone.runner.received(said("session:call", { call }));
  equal(phone.state, "ringing");
  ok(phone.mediaIsClosed);
});

for (const state of ["calling", "in-call"] as const) {
  Deno.test(`a call that goes on because its ending was lost takes the place of the new one (${state})`, async () => {
    const phone = await calling();
    const prepared = phone.peer;
    phone.takeSent();
    phone.comeBack(snapshot({ call_id: "call-0", state, answered_at: null }));
    if (state === "calling") {
      equal(phone.state, "calling");
      phone.runner.received(said("call:accept", { call_id: "call-0" }, bo.id));
    }
    equal(phone.state, "connecting");
    ok(phone.view.state !== "idle");
    equal(phone.view.call.callId, "call-0");
    ok(phone.peer === prepared);
    const offers = phone.sent.filter((message) => message.type === "call:offer");
    deepEqual(new Set(offers.map(({ payload }) => payload.call_id)), new Set(["call-0"]));
    equal(offers.length, phone.sent.length);
  });
}

Deno.test("glare: a call from the person being dialled is accepted when the microphone is open", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  phone.runner.received(incoming());
  equal(phone.state, "answering");
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
});

Deno.test("glare: a mute goes on in the call that the server decides for, also after a reload", async () => {
  const phone = await calling();
  phone.runner.muteChanged(true);
  const call = callOfBo();
  phone.runner.received(said("session:call", { call }));
  ok(phone.view.state === "connecting" && phone.view.muted);
  const reloaded = new Phone(phone.storage);
  reloaded.runner.received(ready(call));
  ok(reloaded.microphone.muted);
});

Deno.test("a call that takes the place of ours is not muted because ours was", async () => {
  const phone = await calling();
  phone.runner.muteChanged(true);
  const carla = { id: "carla-id", username: "carla", name: "Carla" };
  const call = snapshot({ call_id: "call-of-carla", role: "callee", state: "ringing", peer: carla });
  phone.runner.received(said("session:call", { call }));
  equal(phone.state, "ringing");
  ok(!phone.microphone.muted);
  ok(!phone.storage.items.has("muted"));
});

Deno.test("glare: a ringing call that was passed over counts when it is said again after ours is over", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.runner.received(said("session:call", { call: ringingCall() }));
  equal(phone.state, "calling");
  phone.runner.received(ended("call-1", "no_answer", "server"));
  equal(phone.state, "idle");
  phone.runner.received(said("session:call", { call: ringingCall() }));
  equal(phone.state, "ringing");
});

for (
  const [state, from] of Object.entries({ accepting, connected: answering })
) {
  Deno.test(`another call rings while ${state}: the one at hand is over, and the other one rings`, async () => {
    const phone = await from();
    phone.comeBack(ringingCall("call-2"));
    equal(phone.state, "ringing");
    ok(phone.view.state !== "idle");
    equal(phone.view.call.callId, "call-2");
    ok(phone.mediaIsClosed);
    deepEqual(phone.clock.pending, [timers.ring + RING_MARGIN]); // its own
  });
}

Deno.test("glare: our wish was lost and theirs rings, so theirs is accepted with the open microphone", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.takeSent();
  phone.comeBack(ringingCall());
  equal(phone.state, "accepting");
  deepEqual(phone.sent.map(({ type, payload }) => ({ type, payload })), [
    { type: "call:accept", payload: { call_id: "call-of-bo", take_over: false } },
  ]);
  ok(phone.microphone.isOpen);
});
