import { deepEqual, equal, ok } from "node:assert/strict";
import type { IceServers } from "../src/call/ice-servers.ts";
import { bo, callOfBo, ended, incoming, said } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { ringing, talking } from "./support/situations.ts";

const servers = (name: string, relayOnly = false): IceServers => ({
  areKnown: true,
  servers: [{ urls: `turn:${name}` }],
  relayOnly,
});

/** Bo's offer, after the server has confirmed the accept. */
function offered(phone: Phone): void {
  phone.runner.received(said("session:call", { call: callOfBo() }));
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs" }, bo.id));
}

Deno.test("while it rings the connection is made, without a microphone and without a word", async () => {
  const phone = await ringing();
  equal(phone.peers.length, 1);
  deepEqual(phone.peer?.servers.servers, [{ urls: "stun:stun.example" }]);
  deepEqual([phone.peer?.done, phone.peer?.tracks], [[], []]);
  ok(!phone.microphone.isOpen);
  deepEqual(phone.takeSent(), []);
});

Deno.test("an answer uses the connection that was made while it rang", async () => {
  const phone = await ringing();
  phone.runner.acceptPressed();
  await phone.settle();
  equal(phone.peer?.tracks.length, 1);
  offered(phone);
  equal(phone.peers.length, 1);
  deepEqual(phone.peer?.done, ["configure stun:stun.example", "answer theirs"]);
  deepEqual(phone.takeSent(), ["call:accept", "call:answer"]);
});

Deno.test("with a connection at hand no accept waits for servers, and the answer gets those that count then", async () => {
  const phone = await ringing();
  const late = Promise.withResolvers<IceServers>();
  phone.iceServers = () => late.promise;
  phone.runner.acceptPressed();
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
  deepEqual(phone.peer?.done, []);
  late.resolve(servers("chosen while it rang", true));
  await phone.settle();
  deepEqual(phone.peer?.done, ["configure turn:chosen while it rang"]);
});

Deno.test("whoever accepts before the servers have come waits for them, and gets one connection", async () => {
  const phone = new Phone();
  const first = Promise.withResolvers<IceServers>();
  phone.iceServers = () => first.promise;
  phone.runner.received(incoming());
  await phone.settle();
  const second = Promise.withResolvers<IceServers>();
  phone.iceServers = () => second.promise;
  phone.runner.acceptPressed();
  await phone.settle();
  deepEqual(phone.takeSent(), []);
  second.resolve(servers("second"));
  await phone.settle();
  first.resolve(servers("first"));
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
  offered(phone);
  deepEqual(phone.peers.map((peer) => peer.servers), [servers("second")]);
  equal(phone.peer?.tracks.length, 1);
});

for (
  const [what, happens] of [
    ["declines", (phone: Phone) => phone.runner.declinePressed()],
    ["is too late", (phone: Phone) => phone.runner.received(ended("call-of-bo", "cancelled"))],
    ["lets it ring", (phone: Phone) => phone.clock.passLast()],
  ] as const
) {
  Deno.test(`whoever ${what} has no connection any more`, async () => {
    const phone = await ringing();
    happens(phone);
    equal(phone.state, "idle");
    ok(phone.peer?.closed);
  });
}

Deno.test("servers that come when it has stopped ringing make no connection", async () => {
  const phone = new Phone();
  const late = Promise.withResolvers<IceServers>();
  phone.iceServers = () => late.promise;
  phone.runner.received(incoming());
  phone.runner.declinePressed();
  late.resolve(servers("late"));
  await phone.settle();
  deepEqual(phone.peers, []);
});

Deno.test("after a microphone that could not be opened the answer is prepared again", async () => {
  const phone = await ringing();
  phone.microphone.problem = "not-found";
  phone.runner.acceptPressed();
  await phone.settle();
  equal(phone.state, "ringing");
  deepEqual(phone.peers.map(({ closed }) => closed), [true, false]);
  phone.microphone.problem = null;
  phone.runner.acceptPressed();
  await phone.settle();
  offered(phone);
  deepEqual(phone.peers.map(({ closed, tracks }) => [closed, tracks.length]), [[true, 0], [false, 1]]);
});

Deno.test("another call that rings in the place of the first needs no other connection", async () => {
  const phone = await ringing();
  phone.runner.received(incoming("another-call"));
  await phone.settle();
  equal(phone.peers.length, 1);
  ok(!phone.peer?.closed);
});

Deno.test("in a call the connection is told of renewed servers, and after it nobody is", async () => {
  const phone = await talking();
  equal(phone.renewals.size, 1);
  for (const renewed of phone.renewals) renewed(servers("renewed"));
  await phone.settle();
  equal(phone.peer?.done.at(-1), "configure turn:renewed");
  // Media that is new because the other page was loaded again begins with them.
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "new theirs" }, bo.id));
  deepEqual(phone.peer?.servers, servers("renewed"));
  phone.runner.hangUpPressed();
  equal(phone.renewals.size, 0);
});
