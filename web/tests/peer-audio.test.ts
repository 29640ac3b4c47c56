import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import {
  type IceServers,
  type PathState,
  PeerAudio,
  type PeerConnectionLike,
} from "../src/call/peer-audio.ts";
import { candidate, FakeConnection } from "./support/fake-connection.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

// Both are only passed on.
const TRACK = {} as MediaStreamTrack;
const STREAM = {} as MediaStream;

function peer() {
  const connection = new FakeConnection();
  const heard: string[] = [];
  const media: PathState[] = [];
  // The fake has the members that are used, with looser types.
  const clock = new ManualClock();
  const servers = { servers: [{ urls: "stun:first" }], areKnown: true, relayOnly: false };
  const audio = new PeerAudio(connection as unknown as PeerConnectionLike, servers, () => STREAM, clock, {
    offer: (sdp) => heard.push(`offer ${sdp}`),
    answer: (sdp) => heard.push(`answer ${sdp}`),
    candidate: (own) => heard.push(`candidate ${own?.candidate ?? "end"}`),
    path: (state) => media.push(state),
    allTold: () => heard.push("all told"),
    voice: () => heard.push("voice"),
  });
  audio.send(TRACK);
  return { connection, clock, audio, heard, media };
}

const fresh = () => Promise.resolve({ servers: [{ urls: "turn:fresh" }], areKnown: true, relayOnly: true });

Deno.test("candidates that arrive before the remote description wait for it, in order", async () => {
  const { connection, audio } = peer();
  audio.prepareOffer();
  audio.sendOffer(null);
  audio.addCandidate(candidate("one"));
  audio.addCandidate(candidate("two"));
  audio.addCandidate(null);
  await settle();
  deepEqual(connection.log, ["addTrack", "local offer"]);
  audio.applyAnswer("theirs");
  audio.addCandidate(candidate("three"));
  await settle();
  deepEqual(connection.log.slice(2), [
    "remote theirs",
    "candidate one",
    "candidate two",
    "candidate end",
    "candidate three",
  ]);
});

Deno.test("a prepared offer and its candidates leave only when told, the offer first", async () => {
  const { connection, audio, heard } = peer();
  audio.prepareOffer();
  await settle();
  connection.gathers("one");
  deepEqual(heard, []);
  audio.sendOffer(null);
  await settle();
  connection.gathers("two");
  connection.onicecandidate?.({ candidate: null });
  deepEqual(heard, ["offer offer", "candidate one", "candidate two", "candidate end"]);
});

Deno.test("accept may come before the offer is ready", async () => {
  const { audio, heard } = peer();
  audio.prepareOffer();
  audio.sendOffer(fresh);
  await settle();
  deepEqual(heard, ["offer offer"]);
});

Deno.test("a second offer restarts ICE with fresh credentials", async () => {
  const { connection, audio, heard } = peer();
  audio.sendOffer(null);
  await settle();
  audio.applyAnswer("theirs");
  audio.sendOffer(fresh);
  await settle();
  deepEqual(heard, ["offer offer", "offer restart"]);
  deepEqual(connection.log.slice(-2), ["configure turn:fresh", "local restart"]);
  equal(connection.configuration.iceTransportPolicy, "relay");
  connection.iceGatheringState = "gathering";
  deepEqual(audio.findings?.servers, { stun: false, relay: true });
});

Deno.test("the answerer's candidates never overtake its answer", async () => {
  const { connection, audio, heard } = peer();
  audio.answer("theirs", null);
  connection.gathers("one");
  await settle();
  deepEqual(heard, ["answer answer", "candidate one"]);
});

Deno.test("a candidate of a restart waits for the offer that brings it", async () => {
  const { connection, audio } = peer();
  audio.answer("first", null);
  audio.answer("restart", fresh);
  audio.addCandidate(candidate("of the restart"));
  await settle();
  deepEqual(connection.log.slice(-3), ["remote restart", "local answer", "candidate of the restart"]);
});

Deno.test("an answer that comes twice, or to nothing, is dropped", async () => {
  const { connection, audio, media } = peer();
  equal(audio.applyAnswer("unasked"), false);
  audio.sendOffer(null);
  await settle();
  equal(audio.applyAnswer("theirs"), true);
  equal(audio.applyAnswer("theirs"), false);
  await settle();
  equal(audio.applyAnswer("theirs"), false);
  await settle();
  deepEqual(connection.log, ["addTrack", "local offer", "remote theirs"]);
  deepEqual(media, []);
});

Deno.test("a description that the browser refuses is a failure of the media, not an exception", async () => {
  const { connection, audio, media } = peer();
  connection.refuse = true;
  audio.answer("nonsense", null);
  await settle();
  deepEqual(media, ["failed"]);
});

Deno.test("after closing nothing happens any more", async () => {
  const { connection, audio, heard, media } = peer();
  audio.prepareOffer();
  audio.sendOffer(fresh);
  audio.close();
  audio.applyAnswer("late");
  audio.close();
  connection.connectionState = "failed";
  connection.onconnectionstatechange?.();
  await settle();
  deepEqual(connection.log, ["addTrack", "close"]);
  deepEqual(heard, []);
  deepEqual(media, []);
});

Deno.test("closing while an offer is being made sends none", async () => {
  const { connection, audio, heard } = peer();
  const made = Promise.withResolvers<RTCSessionDescriptionInit>();
  connection.createOffer = () => made.promise;
  audio.sendOffer(null);
  await settle();
  audio.close();
  made.resolve({ type: "offer", sdp: "late" });
  await settle();
  deepEqual(heard, []);
});

Deno.test("the states of the connection are told, its own closing is not", () => {
  const { connection, media } = peer();
  for (const state of ["connecting", "connected", "disconnected", "failed", "closed"] as const) {
    connection.connectionState = state;
    connection.onconnectionstatechange?.();
  }
  deepEqual(media, ["connecting", "connected", "disconnected", "failed"]);
});

Deno.test("either of the two states may be the first to tell that the path is bad", () => {
  const { connection, media } = peer();
  connection.connectionState = "connected";
  connection.iceConnectionState = "disconnected";
  connection.oniceconnectionstatechange?.();
  connection.iceConnectionState = "failed";
  connection.oniceconnectionstatechange?.();
  connection.iceConnectionState = "connected";
  connection.oniceconnectionstatechange?.();
  connection.connectionState = "failed";
  connection.onconnectionstatechange?.();
  deepEqual(media, ["disconnected", "failed", "connected", "failed"]);
});

Deno.test("a restart on a path that held all the while is told as connected, one on a broken path is not", async () => {
  const { connection, audio, media } = peer();
  connection.connectionState = "connected";
  audio.sendOffer(null);
  await settle();
  audio.applyAnswer("answer");
  await settle();
  deepEqual(media, ["connected"]);
  connection.connectionState = "failed";
  audio.sendOffer(null);
  await settle();
  audio.applyAnswer("answer");
  audio.answer("offer", null);
  await settle();
  deepEqual(media, ["connected"]);
});

Deno.test("an ICE server that the browser refuses at a restart leaves the old ones in use, but only over a relay", async () => {
  const { connection, audio, heard, media } = peer();
  audio.sendOffer(null);
  await settle();
  const configure = connection.setConfiguration.bind(connection);
  connection.setConfiguration = (configuration) => {
    if (configuration.iceServers?.[0]?.urls === "turn:fresh") throw new SyntaxError("no such scheme");
    configure(configuration);
  };
  audio.sendOffer(fresh);
  await settle();
  deepEqual(heard, ["offer offer", "offer restart"]);
  deepEqual(connection.configuration, {
    iceServers: [{ urls: "stun:first" }],
    iceTransportPolicy: "relay",
  });
  connection.iceGatheringState = "complete";
  deepEqual(audio.findings?.servers, { stun: true, relay: false });
  deepEqual(media, []);
});

Deno.test("a browser that can be told of no other servers goes on with the old ones, and past a relay it does not", async () => {
  const { connection, audio, heard, media } = peer();
  connection.configuration = { iceTransportPolicy: "all" };
  connection.setConfiguration = () => {
    throw new TypeError("setConfiguration is not a function");
  };
  audio.configure(() => Promise.resolve({ servers: [], areKnown: true, relayOnly: false }));
  audio.sendOffer(null);
  await settle();
  deepEqual([heard, media], [["offer offer"], []]);
  audio.sendOffer(fresh);
  await settle();
  deepEqual([heard, media], [["offer offer"], ["failed"]]);
});

Deno.test("an answer waits for servers that are on their way, and gathers with nothing else", async () => {
  const { connection, audio, heard } = peer();
  const servers = Promise.withResolvers<IceServers>();
  audio.configure(() => servers.promise);
  audio.answer("theirs", null);
  await settle();
  deepEqual(connection.log, ["addTrack"]);
  servers.resolve({ servers: [{ urls: "turn:chosen" }], areKnown: true, relayOnly: true });
  await settle();
  deepEqual(connection.log.slice(1), ["configure turn:chosen", "remote theirs", "local answer"]);
  equal(connection.configuration.iceTransportPolicy, "relay");
  deepEqual(heard, ["answer answer"]);
});

Deno.test("where packets went both ways once there is a path, until the network is another one", () => {
  const { connection, audio } = peer();
  connection.iceGatheringState = "gathering";
  equal(audio.findings?.isPathFound, false);
  for (const state of ["connected", "failed"] as const) {
    connection.iceConnectionState = state;
    connection.oniceconnectionstatechange?.();
    equal(audio.findings?.isPathFound, true);
  }
  audio.networkChanged();
  equal(audio.findings?.isPathFound, false);
});

Deno.test("the certificate's fingerprint tells a restart from a page that was loaded again", () => {
  const { audio } = peer();
  const sdp = (fingerprint: string, ufrag: string) =>
    `v=0\r\na=ice-ufrag:${ufrag}\r\na=fingerprint:sha-256 ${fingerprint}\r\nm=audio 9 X 0\r\n`;
  ok(audio.continues(sdp("AA:BB", "one")));
  audio.answer(sdp("AA:BB", "one"), null);
  ok(audio.continues(sdp("AA:BB", "two")));
  equal(audio.continues(sdp("CC:DD", "one")), false);
});

const offer = (version: number) =>
  `v=0\r\no=- 1412920524100051047 ${version} IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 X 0\r\na=mid:0\r\n`;

Deno.test("an answer names its offer, in the part that is about the whole session", async () => {
  const { connection, audio, heard } = peer();
  connection.createAnswer = () => Promise.resolve({ type: "answer", sdp: "v=0\r\nm=audio 9 X 0\r\n" });
  audio.answer(offer(2), null);
  await settle();
  deepEqual(heard, ["answer v=0\r\na=duet-offer:1412920524100051047.2\r\nm=audio 9 X 0\r\n"]);
});

Deno.test("while a newer offer waits for its servers an answer to the one before is dropped", async () => {
  const { connection, audio } = peer();
  audio.sendOffer(null);
  await settle();
  audio.sendOffer(() => new Promise(() => {}));
  equal(audio.applyAnswer("to the first"), false);
  await settle();
  equal(connection.remote, null);
});

Deno.test("an answer to an offer that a newer one has replaced is dropped, the right one is taken", async () => {
  const { connection, audio } = peer();
  connection.createOffer = () => Promise.resolve({ type: "offer", sdp: offer(3) });
  audio.sendOffer(null);
  await settle();
  equal(audio.applyAnswer("v=0\r\na=duet-offer:1412920524100051047.2\r\nm=audio 9 X 0\r\n"), false);
  await settle();
  equal(connection.remote, null);
  const right = "v=0\r\na=duet-offer:1412920524100051047.3\r\nm=audio 9 X 0\r\n";
  audio.applyAnswer(right);
  await settle();
  equal(connection.remote, right);
});

Deno.test("a microphone that the browser will not send fails alone", async () => {
  const { connection, audio, heard, media } = peer();
  connection.refuse = true;
  await rejects(audio.replaceTrack(TRACK));
  connection.refuse = false;
  audio.sendOffer(null);
  await audio.replaceTrack(TRACK);
  deepEqual(heard, ["offer offer"]);
  deepEqual(media, []);
});

Deno.test("a microphone that comes after the end is no trouble", async () => {
  const { connection, audio } = peer();
  connection.refuse = true;
  audio.close();
  await audio.replaceTrack(TRACK);
  deepEqual(connection.log, ["addTrack", "close"]);
});

Deno.test("a path that is taken for good and brings nothing is silent until something arrives", async () => {
  const { connection, clock, audio, media } = peer();
  connection.becomes("connected");
  for (let elapsed = 0; elapsed < 3_000; elapsed += 500) {
    clock.advance(500);
    await settle();
  }
  deepEqual(media, ["connected", "silent"]);
  connection.becomes("connected"); // what the browser says meanwhile makes it no better
  deepEqual(media.at(-1), "silent");
  connection.arrived += 1;
  clock.advance(500);
  await settle();
  deepEqual(media.at(-1), "connected");
  equal(audio.heardAt, clock.now());
  audio.close();
  deepEqual(clock.pending, []);
});

Deno.test("a path that goes silent while it is negotiated anew is silent all the same", async () => {
  const { connection, clock, media } = peer();
  connection.becomes("connected");
  connection.becomes("connecting");
  for (let elapsed = 0; elapsed < 3_000; elapsed += 500) {
    clock.advance(500);
    await settle();
  }
  deepEqual(media, ["connected", "connecting", "silent"]);
});

Deno.test("whether anything arrives is not asked while there is no path", async () => {
  const { connection, clock, media } = peer();
  connection.becomes("connected");
  connection.becomes("disconnected");
  clock.advance(10_000);
  await settle();
  deepEqual(media, ["connected", "disconnected"]);
  deepEqual(clock.pending, []);
});

Deno.test("both have told all their addresses when neither side has more, whoever is done first", async () => {
  const { connection, audio, heard } = peer();
  audio.sendOffer(null);
  await settle();
  connection.gathersNoMore();
  audio.applyAnswer("theirs");
  await settle();
  ok(!heard.includes("all told"));
  audio.addCandidate(null);
  await settle();
  deepEqual(heard, ["offer offer", "candidate end", "all told"]);
  // The next round begins anew, and this time ours come last.
  audio.sendOffer(fresh);
  await settle();
  audio.applyAnswer("theirs again");
  await settle();
  connection.gathers("one");
  audio.addCandidate(null);
  await settle();
  equal(heard.filter((said) => said === "all told").length, 1);
  connection.gathersNoMore();
  equal(heard.filter((said) => said === "all told").length, 2);
});

Deno.test("what the other side told of an earlier description is not the end of the present one", async () => {
  const { connection, audio, heard } = peer();
  audio.answer("theirs", null);
  audio.addCandidate(null);
  audio.answer("restart", fresh);
  await settle();
  connection.gathersNoMore();
  ok(!heard.includes("all told"));
});

Deno.test("the findings tell of both sides and of the servers, and hold no address", async () => {
  const { connection, audio } = peer();
  equal(audio.findings, null);
  audio.answer("theirs", null);
  connection.gathers("candidate:1 1 udp 1 10.1.1.1 5000 typ host");
  connection.onicecandidateerror?.({ url: "turn:10.9.9.9:3478?transport=tcp", errorCode: 401 });
  audio.addCandidate(candidate("candidate:1 1 udp 1 10.2.2.2 5000 typ relay raddr 10.3.3.3 rport 9"));
  await settle();
  deepEqual(audio.findings, {
    own: {
      complete: false,
      relay_only: false,
      host: true,
      srflx: false,
      relay: false,
      stun: null,
      turn_udp: null,
      turn_tcp: 401,
      turn_tls: null,
    },
    peer: { any: true, relay: true, complete: false },
    servers: { stun: true, relay: false },
    isPathFound: false,
  });
});
