import { deepEqual, equal, ok } from "node:assert/strict";
import { alice, bo, callOfBo, incoming, ready, ringingCall, said, snapshot } from "./support/messages.ts";
import { toneOf } from "../src/sounds/tone-of.ts";
import { Phone } from "./support/phone.ts";
import { calling } from "./support/situations.ts";

Deno.test("nobody's phone rings before the microphone is open", async () => {
  const phone = new Phone();
  const { promise, resolve } = Promise.withResolvers<void>();
  phone.microphone.question = promise;
  phone.runner.callPressed(bo);
  await phone.settle();
  equal(phone.state, "dialing");
  deepEqual(phone.takeSent(), []);
  resolve();
  await phone.settle();
  equal(phone.state, "calling");
  deepEqual(phone.sent, [{
    type: "call:initiate",
    from_user_id: alice.id,
    to_user_id: bo.id,
    payload: { call_id: "call-1" },
  }]);
});

Deno.test("the offer is prepared while it rings and leaves when the accept arrives", async () => {
  const phone = await calling();
  deepEqual(phone.peer?.done, ["prepareOffer"]);
  deepEqual(phone.peer?.servers.servers, [{ urls: "stun:stun.example" }]);
  phone.takeSent();
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  equal(phone.state, "connecting");
  deepEqual(phone.takeSent(), ["call:offer"]);
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "theirs" }, bo.id));
  deepEqual(phone.peer?.done, ["prepareOffer", "sendOffer with fresh servers", "applyAnswer theirs"]);
  phone.peer?.listener.path("connected");
  equal(phone.state, "connected");
});

Deno.test("the caller is told whether it rings anywhere, and hears a ringback tone only then", async () => {
  const phone = await calling();
  const says = (rings: boolean) => {
    const call = snapshot({ call_id: "call-1", state: "calling", peer_signaling: rings, answered_at: null });
    phone.runner.received(said("session:call", { call }));
    const { view } = phone;
    ok(view.state === "calling");
    return { rings: view.peerSignaling, tone: toneOf(view) };
  };
  deepEqual(says(false), { rings: false, tone: null });
  deepEqual(says(true), { rings: true, tone: "ringback" });
  deepEqual(says(false), { rings: false, tone: null });
});

Deno.test("accepting opens the microphone, waits for the server's word and answers the offer", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  equal(phone.state, "ringing");
  ok(!phone.microphone.isOpen);
  phone.runner.acceptPressed();
  equal(phone.state, "answering");
  await phone.settle();
  equal(phone.state, "accepting");
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.runner.received(said("session:call", { call: callOfBo() }));
  equal(phone.state, "connecting");
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs" }, bo.id));
  deepEqual(phone.takeSent(), ["call:answer"]);
  deepEqual(phone.peer?.done, ["answer theirs"]);
});

Deno.test("without a connection to the server calling is explained and opens nothing", async () => {
  const phone = new Phone();
  phone.signal.isOpen = false;
  phone.runner.callPressed(bo);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.trouble, { kind: "offline" });
  ok(!phone.microphone.isOpen);
});

Deno.test("without a connection to the server accepting is explained and opens nothing", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.signal.isOpen = false;
  phone.runner.acceptPressed();
  await phone.settle();
  equal(phone.state, "ringing");
  deepEqual(phone.view.trouble, { kind: "offline" });
  ok(!phone.microphone.isOpen);
  phone.signal.isOpen = true;
  const call = ringingCall();
  phone.runner.received(ready(call));
  equal(phone.view.trouble, null);
  phone.runner.acceptPressed();
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
});

Deno.test("calling the person whose call rings accepts it", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.runner.callPressed(bo);
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
});

Deno.test("an ICE server that the browser does not understand leaves the direct path", async () => {
  const phone = new Phone();
  phone.refusedUrl = "stun:stun.example";
  phone.runner.callPressed(bo);
  await phone.settle();
  equal(phone.state, "calling");
  deepEqual(phone.peer?.servers.servers, []);
});

Deno.test("an ICE server that the browser does not understand shows nobody the way past a relay", async () => {
  const phone = new Phone();
  phone.refusedUrl = "turn:relay.example";
  phone.iceServers = () =>
    Promise.resolve({ servers: [{ urls: "turn:relay.example" }], areKnown: true, relayOnly: true });
  phone.runner.callPressed(bo);
  await phone.settle();
  deepEqual(phone.peer?.servers, { servers: [], areKnown: false, relayOnly: true });
});
