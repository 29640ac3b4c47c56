import { deepEqual, equal, ok } from "node:assert/strict";
import { candidate } from "./support/fake-connection.ts";
import { settle } from "./support/manual-clock.ts";
import { fresh, peer } from "./support/peer-audio.ts";

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

Deno.test("how it sounded is told before a silence, and what is missing after it is the silence's", async () => {
  const { connection, clock, heard } = peer();
  /** Each half second brings so many packets. */
  const pass = async (milliseconds: number, packets: number) => {
    for (let elapsed = 0; elapsed < milliseconds; elapsed += 500) {
      connection.arrived += packets;
      clock.advance(500);
      await settle();
    }
  };
  connection.becomes("connected");
  await pass(5_000, 25);
  deepEqual(heard, []);
  await pass(4_000, 0);
  deepEqual(heard, ["sounded 0"]);
  connection.lost += 200; // with the first packet after it the browser sees what is missing
  await pass(12_500, 25);
  deepEqual(heard, ["sounded 0", "sounded 0"]);
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
