import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import type { IceServers } from "../src/call/ice-servers.ts";
import { candidate } from "./support/fake-connection.ts";
import { settle } from "./support/manual-clock.ts";
import { fresh, peer, TRACK } from "./support/peer-audio.ts";

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
