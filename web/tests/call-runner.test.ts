import { deepEqual, equal, ok } from "node:assert/strict";
import { text } from "../src/text/text.ts";
import { stateWords } from "../src/text/words.ts";
import { alice, bo, ended, incoming, ready, said, snapshot, timers } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, answered, calling, talking } from "./support/situations.ts";

/** A track is only passed through here; this one is told from others by its label. */
const OTHER_TRACK = { label: "other" } as MediaStreamTrack;

function ending(phone: Phone) {
  ok(phone.view.state === "idle");
  const { reason, by } = phone.view.ending ?? {};
  return { reason, by };
}

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
  deepEqual(phone.peer?.servers, [{ urls: "stun:stun.example" }]);
  phone.takeSent();
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  equal(phone.state, "connecting");
  deepEqual(phone.takeSent(), ["call:offer"]);
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "theirs" }, bo.id));
  deepEqual(phone.peer?.done, ["prepareOffer", "sendOffer with fresh servers", "applyAnswer theirs"]);
  phone.peer?.listener.path("connected");
  equal(phone.state, "connected");
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
  phone.runner.received(said("session:call", { call: snapshot({ call_id: "call-of-bo", role: "callee" }) }));
  equal(phone.state, "connecting");
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs" }, bo.id));
  deepEqual(phone.takeSent(), ["call:answer"]);
  deepEqual(phone.peer?.done, ["answer theirs"]);
});

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
  const call = snapshot({ call_id: "call-of-bo", role: "callee", state: "ringing", answered_at: null });
  phone.runner.received(ready(call));
  equal(phone.view.trouble, null);
  phone.runner.acceptPressed();
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
});

Deno.test("without an answer about ICE servers the call is placed all the same", async () => {
  const phone = new Phone();
  phone.iceServers = () => Promise.reject(new Error("no network"));
  phone.runner.callPressed(bo);
  await phone.settle();
  equal(phone.state, "calling");
  deepEqual(phone.peer?.servers, []);
});

Deno.test("glare: the server's snapshot of the other call is adopted, with a new connection", async () => {
  const phone = await calling();
  const prepared = phone.peer;
  const call = snapshot({ call_id: "call-of-bo", role: "callee" });
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
  const call = snapshot({ call_id: "call-of-bo", role: "callee", state: "ringing", answered_at: null });
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

Deno.test("calling the person whose call rings accepts it", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.runner.callPressed(bo);
  await phone.settle();
  deepEqual(phone.takeSent(), ["call:accept"]);
});

async function ringing(): Promise<Phone> {
  const phone = new Phone();
  phone.runner.received(incoming());
  await phone.settle();
  return phone;
}

for (
  const [state, from] of Object.entries({ ringing, connecting: answered, connected: talking })
) {
  Deno.test(`a call that the server no longer knows while ${state} has ended, and nobody knows why`, async () => {
    const phone = await from();
    equal(phone.state, state);
    phone.runner.received(ready(null));
    equal(phone.state, "idle");
    deepEqual(ending(phone), { reason: null, by: null });
    equal(stateWords(phone.view, text), "The call has ended");
    ok(phone.mediaIsClosed);
  });
}

const endings: {
  readonly how: string;
  readonly from: () => Promise<Phone>;
  readonly by: (phone: Phone) => void;
  readonly sent: string[];
  readonly ending: object;
}[] = [
  {
    how: "cancelled",
    from: calling,
    by: (phone) => phone.runner.hangUpPressed(),
    sent: ["call:end cancelled"],
    ending: { reason: "cancelled", by: "me" },
  },
  {
    how: "declined by the other",
    from: calling,
    by: (phone) =>
      phone.runner.received(said("call:reject", { call_id: "call-1", reason: "declined" }, bo.id)),
    sent: [],
    ending: { reason: "declined", by: "peer" },
  },
  {
    how: "busy",
    from: calling,
    by: (phone) => phone.runner.received(said("call:reject", { call_id: "call-1", reason: "busy" })),
    sent: [],
    ending: { reason: "busy", by: null },
  },
  {
    how: "no answer",
    from: calling,
    by: (phone) => phone.runner.received(ended("call-1", "no_answer", "server")),
    sent: [],
    ending: { reason: "no_answer", by: null },
  },
  {
    how: "cancelled by the other while accepting",
    from: accepting,
    by: (phone) => phone.runner.received(ended("call-of-bo", "cancelled")),
    sent: [],
    ending: { reason: "cancelled", by: "peer" },
  },
  {
    how: "answered on another device",
    from: accepting,
    by: (phone) => phone.runner.received(ended("call-of-bo", "answered_elsewhere", "server")),
    sent: [],
    ending: { reason: "answered_elsewhere", by: null },
  },
  {
    how: "hung up",
    from: talking,
    by: (phone) => phone.runner.hangUpPressed(),
    sent: ["call:end hung_up"],
    ending: { reason: "hung_up", by: "me" },
  },
  {
    how: "hung up by the other",
    from: talking,
    by: (phone) => phone.runner.received(ended("call-1", "hung_up")),
    sent: [],
    ending: { reason: "hung_up", by: "peer" },
  },
  {
    how: "no connection in time",
    from: answered,
    by: (phone) => {
      phone.takeSent();
      phone.clock.advance(timers.connect);
    },
    sent: ["call:end connect_failed"],
    ending: { reason: "connect_failed", by: null },
  },
  {
    how: "the connection was lost",
    from: talking,
    by: (phone) => {
      phone.peer?.listener.path("disconnected");
      phone.clock.advance(timers.disconnected_grace);
      deepEqual(phone.takeSent(), ["call:offer"]);
      phone.clock.advance(timers.media_lost - timers.disconnected_grace);
    },
    sent: ["call:end connection_lost"],
    ending: { reason: "connection_lost", by: null },
  },
  {
    how: "the server no longer knows it",
    from: talking,
    by: (phone) => phone.runner.received(ready(null)),
    sent: [],
    ending: { reason: null, by: null },
  },
];

for (const { how, from, by, sent, ending: expected } of endings) {
  Deno.test(`a call that ends (${how}) closes microphone and connection and sets no timer`, async () => {
    const phone = await from();
    ok(phone.microphone.isOpen);
    if (from !== answered) phone.takeSent();
    by(phone);
    equal(phone.state, "idle");
    deepEqual(phone.takeSent(), sent);
    deepEqual(ending(phone), expected);
    ok(phone.mediaIsClosed);
    deepEqual(phone.clock.pending, []);
    equal(phone.voice, null);
  });
}

Deno.test("declining sends the refusal without ever opening a microphone", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.runner.declinePressed();
  deepEqual(phone.takeSent(), ["call:reject declined"]);
  deepEqual(ending(phone), { reason: "declined", by: "me" });
});

Deno.test("signing out in a call closes everything", async () => {
  const phone = await talking();
  phone.peer?.listener.path("disconnected");
  phone.runner.dispose();
  ok(phone.mediaIsClosed);
  deepEqual(phone.clock.pending, []);
});

Deno.test("a hang-up that the server missed is said again with its reason", async () => {
  const phone = await talking();
  phone.signal.isOpen = false;
  phone.runner.hangUpPressed();
  phone.signal.isOpen = true;
  phone.runner.received(ready(snapshot()));
  equal(phone.state, "idle");
  deepEqual(phone.sent.map(({ type, payload }) => ({ type, payload })), [
    { type: "call:end", payload: { call_id: "call-1", reason: "hung_up" } },
  ]);
});

Deno.test("a hang-up that the server refused is said again when it tells that the call goes on", async () => {
  const phone = await talking();
  const goesOn = said("session:call", { call: snapshot() });
  phone.runner.received(goesOn);
  phone.runner.hangUpPressed();
  deepEqual(phone.takeSent(), ["call:end hung_up"]);
  phone.runner.received(goesOn);
  deepEqual(phone.takeSent(), ["call:end hung_up"]);
  equal(phone.state, "idle");
});

/** What the server says of a message that it did not read: not even what it was about. */
function unread(code: "rate_limited" | "internal_error" | "not_json") {
  return said("session:error", { code, message: "Too many messages.", type: null, call_id: null });
}

Deno.test("an accept that the server refused unread leaves the call ringing, with an explanation", async () => {
  const phone = await accepting();
  phone.runner.received(unread("rate_limited"));
  equal(phone.state, "ringing");
  deepEqual(phone.view.trouble, { kind: "refused", code: "rate_limited", message: "Too many messages." });
  ok(phone.mediaIsClosed);
});

for (const code of ["rate_limited", "internal_error"] as const) {
  Deno.test(`a call that the server refused unread (${code}) is over, with an explanation`, async () => {
    const phone = await calling();
    phone.runner.received(unread(code));
    ok(phone.view.state === "idle");
    deepEqual(phone.view.trouble, { kind: "refused", code, message: "Too many messages." });
    deepEqual(phone.view.peer, bo);
    ok(phone.mediaIsClosed);
  });
}

Deno.test("a refusal that was not about the call is put right by the snapshot that follows", async () => {
  const phone = await calling();
  phone.runner.received(unread("rate_limited"));
  const call = snapshot({ state: "calling", answered_at: null });
  phone.runner.received(said("session:call", { call }));
  equal(phone.state, "redialing");
  await phone.settle();
  equal(phone.state, "calling");
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  equal(phone.state, "connecting");
});

Deno.test("after any refusal a snapshot counts, also if it says the same as before", async () => {
  const phone = await calling();
  phone.takeSent();
  phone.runner.received(said("session:call", { call: null }));
  deepEqual(phone.takeSent(), []);
  phone.runner.received(unread("not_json"));
  equal(phone.state, "calling");
  phone.runner.received(said("session:call", { call: null }));
  deepEqual(phone.takeSent(), ["call:initiate"]);
});

Deno.test("a refusal that names nothing does not touch a call that is answered", async () => {
  const phone = await talking();
  phone.runner.received(unread("rate_limited"));
  equal(phone.state, "connected");
  equal(phone.view.trouble, null);
});

Deno.test("a refusal that the server missed is said again as a refusal", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.signal.isOpen = false;
  phone.runner.declinePressed();
  phone.signal.isOpen = true;
  const call = snapshot({ call_id: "call-of-bo", role: "callee", state: "ringing", answered_at: null });
  phone.runner.received(ready(call));
  deepEqual(phone.takeSent(), ["call:reject declined"]);
  equal(phone.state, "idle");
});

Deno.test("a call:initiate that the server missed is sent again with the same id", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  phone.signal.isOpen = false;
  await phone.settle();
  deepEqual(phone.sent, []);
  phone.signal.isOpen = true;
  phone.runner.received(ready(null));
  deepEqual(phone.sent.map(({ payload }) => payload), [{ call_id: "call-1" }]);
});

Deno.test("messages about other calls change nothing", async () => {
  const phone = await talking();
  for (
    const message of [
      ended("call-0", "hung_up"),
      said("call:accept", { call_id: "call-0" }, bo.id),
      said("call:offer", { call_id: "call-0", sdp: "x" }, bo.id),
      said("session:error", { code: "unknown_call", message: "", type: "call:end", call_id: "call-0" }),
      said("session:error", { code: "not_json", message: "", type: null, call_id: null }),
    ]
  ) phone.runner.received(message);
  equal(phone.state, "connected");
  deepEqual(phone.takeSent(), []);
  equal(phone.peers.length, 1);
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

Deno.test("a snapshot that says nothing new does not reach the machine again", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  const call = snapshot({ call_id: "call-of-bo", role: "callee", state: "ringing", answered_at: null });
  phone.runner.received(said("session:call", { call }));
  phone.runner.acceptPressed();
  await phone.settle();
  phone.takeSent();
  phone.runner.received(said("session:call", { call }));
  deepEqual(phone.takeSent(), []);
});

Deno.test("the time of a call counts from the first audio, and from the answer after a reload", async () => {
  const phone = await answered();
  phone.clock.advance(3_000);
  phone.peer?.listener.path("connected");
  const since = phone.clock.wallTime();
  phone.peer?.listener.path("disconnected");
  phone.clock.advance(1_000);
  phone.peer?.listener.path("connected");
  ok(phone.view.state !== "idle");
  equal(phone.view.since, since);

  const reloaded = new Phone();
  reloaded.runner.received(ready(snapshot()));
  equal(reloaded.state, "resuming");
  ok(reloaded.view.state !== "idle");
  equal(reloaded.view.since, Date.parse("2023-11-14T22:13:00.000Z"));
  await reloaded.settle();
  deepEqual(reloaded.takeSent(), ["call:offer"]);
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

Deno.test("glare: a mute goes on in the call that the server decides for, also after a reload", async () => {
  const phone = await calling();
  phone.runner.muteChanged(true);
  const call = snapshot({ call_id: "call-of-bo", role: "callee" });
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
  const servers = Promise.withResolvers<[]>();
  phone.iceServers = () => servers.promise;
  phone.runner.callPressed(bo);
  await phone.settle();
  await phone.runner.microphoneChanged(OTHER_TRACK);
  servers.resolve([]);
  await phone.settle();
  deepEqual(phone.peer?.tracks, [OTHER_TRACK]);
});

Deno.test("a refused call is explained", async () => {
  const phone = await calling();
  phone.runner.received(
    said("session:error", {
      code: "user_disabled",
      message: "No.",
      type: "call:initiate",
      call_id: "call-1",
    }),
  );
  ok(phone.view.state === "idle");
  deepEqual(phone.view.trouble, { kind: "refused", code: "user_disabled", message: "No." });
  ok(phone.mediaIsClosed);
});

Deno.test("an ICE server that the browser does not understand leaves the direct path", async () => {
  const phone = new Phone();
  phone.refusedUrl = "stun:stun.example";
  phone.runner.callPressed(bo);
  await phone.settle();
  equal(phone.state, "calling");
  deepEqual(phone.peer?.servers, []);
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

Deno.test("trouble says whom the call was to be with, until it is dismissed", async () => {
  const phone = new Phone();
  phone.microphone.problem = "not-found";
  phone.runner.callPressed(bo);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.peer, bo);
  phone.runner.dismissed();
  deepEqual(phone.view, { state: "idle", peer: null, ending: null, trouble: null });
});
