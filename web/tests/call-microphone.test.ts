import { deepEqual, equal, ok } from "node:assert/strict";
import type { IceServers } from "../src/call/ice-servers.ts";
import { bo, ended, incoming, ready, snapshot } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { talking } from "./support/situations.ts";

/** A track is only passed through here; this one is told from others by its label. */
const OTHER_TRACK = { label: "other" } as MediaStreamTrack;

Deno.test("a refused microphone ends dialling before anybody has heard of it, and is explained", async () => {
  const phone = new Phone();
  phone.microphone.problem = "not-allowed";
  phone.runner.callPressed(bo);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.trouble, { kind: "microphone", problem: "not-allowed" });
  deepEqual(phone.takeSent(), []);
});

Deno.test("a callee without a microphone goes on ringing with an explanation, and may try again", async () => {
  const phone = new Phone();
  phone.microphone.problem = "not-found";
  phone.runner.received(incoming());
  phone.runner.acceptPressed();
  await phone.settle();
  equal(phone.state, "ringing");
  deepEqual(phone.view.trouble, { kind: "microphone", problem: "not-found" });
  phone.microphone.problem = null;
  phone.runner.acceptPressed();
  equal(phone.view.trouble, null);
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
});

Deno.test("a call given up while the permission question stands leaves no microphone open", async () => {
  const phone = new Phone();
  const { promise, resolve } = Promise.withResolvers<void>();
  phone.microphone.question = promise;
  phone.runner.callPressed(bo);
  phone.runner.hangUpPressed();
  equal(phone.state, "idle");
  resolve();
  await phone.settle();
  equal(phone.state, "idle");
  deepEqual(phone.takeSent(), []);
  deepEqual(phone.peers, []);
});

Deno.test("trouble says whom the call was to be with, until it is dismissed", async () => {
  const phone = new Phone();
  phone.microphone.problem = "not-found";
  phone.runner.callPressed(bo);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.peer, bo);
  phone.runner.dismissed();
  deepEqual(phone.view, { state: "idle", peer: null, ending: null, trouble: null, elsewhere: null });
});

Deno.test("mute is the microphone's, and is over with the call", async () => {
  const phone = await talking();
  phone.runner.muteChanged(true);
  ok(phone.microphone.muted);
  ok(phone.view.state !== "idle" && phone.view.muted);
  phone.runner.hangUpPressed();
  ok(!phone.microphone.muted);
});

Deno.test("a mute survives a reload of the page in the same call, and is over with it", async () => {
  const phone = await talking();
  phone.runner.muteChanged(true);
  const reloaded = new Phone(phone.storage);
  reloaded.runner.received(ready(snapshot()));
  ok(reloaded.view.state === "resuming" && reloaded.view.muted);
  await reloaded.settle();
  ok(reloaded.microphone.muted);
  reloaded.runner.received(ended("call-1", "hung_up"));
  ok(!reloaded.microphone.muted);
  ok(!phone.storage.items.has("muted"));
});

Deno.test("after unmuting, and in another call, a page that was loaded again is heard", async () => {
  const phone = await talking();
  phone.runner.muteChanged(true);
  const another = new Phone(phone.storage);
  another.runner.received(ready(snapshot({ call_id: "call-of-bo" })));
  ok(!another.microphone.muted);
  const again = await talking();
  again.runner.muteChanged(true);
  again.runner.muteChanged(false);
  const reloaded = new Phone(again.storage);
  reloaded.runner.received(ready(snapshot()));
  ok(!reloaded.microphone.muted);
});

Deno.test("another microphone is sent without a new negotiation, and not before there is a call", async () => {
  const phone = new Phone();
  await phone.runner.microphoneChanged(OTHER_TRACK);
  deepEqual(phone.peers, []);
  const inCall = await talking();
  await inCall.runner.microphoneChanged(OTHER_TRACK);
  deepEqual(inCall.peer?.tracks.at(-1), OTHER_TRACK);
  equal(inCall.peers.length, 1);
  deepEqual(inCall.takeSent(), []);
});

Deno.test("a microphone that changes while servers are fetched is the one that is sent", async () => {
  const phone = new Phone();
  const servers = Promise.withResolvers<IceServers>();
  phone.iceServers = () => servers.promise;
  phone.runner.callPressed(bo);
  await phone.settle();
  await phone.runner.microphoneChanged(OTHER_TRACK);
  servers.resolve({ servers: [], areKnown: true, relayOnly: false });
  await phone.settle();
  deepEqual(phone.peer?.tracks, [OTHER_TRACK]);
});

Deno.test("a microphone that cannot be sent is explained until one can, and the call goes on", async () => {
  const phone = await talking();
  ok(phone.peer);
  phone.peer.refusesTracks = true;
  await phone.runner.microphoneChanged(OTHER_TRACK);
  equal(phone.state, "connected");
  deepEqual(phone.view.trouble, { kind: "microphone", problem: "unknown" });
  phone.peer.refusesTracks = false;
  await phone.runner.microphoneChanged(OTHER_TRACK);
  equal(phone.view.trouble, null);
});

Deno.test("trouble with a microphone is told no longer than the call", async () => {
  const phone = await talking();
  ok(phone.peer);
  phone.peer.refusesTracks = true;
  await phone.runner.microphoneChanged(OTHER_TRACK);
  ok(phone.view.trouble !== null);
  const late = phone.runner.microphoneChanged(OTHER_TRACK);
  phone.runner.received(ended("call-1", "hung_up"));
  await late;
  equal(phone.view.trouble, null);
});
