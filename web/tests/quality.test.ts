import { deepEqual, equal } from "node:assert/strict";
import { type MediaCounters, mediaCounters } from "../src/call/quality/media-counters.ts";
import { type MediaSample, mediaSample } from "../src/call/quality/media-sample.ts";
import { QualityJudge } from "../src/call/quality/quality-judge.ts";
import { MediaHistory } from "../src/call/quality/media-history.ts";
import { QualityWatch } from "../src/call/quality/quality-watch.ts";
import { de } from "../src/text/de.ts";
import { en } from "../src/text/en.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";
import { talking } from "./support/situations.ts";

function statistics(entries: readonly object[]): RTCStatsReport {
  return new Map(entries.map((entry, index) => [String(index), entry])) as unknown as RTCStatsReport;
}

/** What both browsers tell of a voice. */
const INBOUND = {
  type: "inbound-rtp",
  packetsReceived: 900,
  packetsLost: 100,
  jitter: 0.004,
  totalSamplesReceived: 48_000,
  concealedSamples: 5_000,
  silentConcealedSamples: 200,
  totalAudioEnergy: 0.5,
  totalSamplesDuration: 20,
  codecId: "CIT01",
};

Deno.test("Chromium names the pair in use in its transport, and how a relay is reached beside the candidate", () => {
  const counted = mediaCounters(statistics([
    { type: "candidate-pair", id: "P1", localCandidateId: "C1", currentRoundTripTime: 9 },
    { type: "candidate-pair", id: "P2", localCandidateId: "C2", currentRoundTripTime: 0.03 },
    { type: "transport", selectedCandidatePairId: "P2" },
    { type: "local-candidate", id: "C1", candidateType: "host", protocol: "udp" },
    { type: "local-candidate", id: "C2", candidateType: "relay", protocol: "udp", relayProtocol: "tls" },
    INBOUND,
    { type: "codec", id: "COT01", mimeType: "audio/PCMU" },
    { type: "codec", id: "CIT01", mimeType: "audio/opus" },
    { type: "remote-inbound-rtp", timestamp: 7, roundTripTime: 0.05, fractionLost: 0.1 },
  ]));
  deepEqual(counted, {
    path: "relay",
    transport: "tls",
    codec: "opus",
    roundTrip: 50,
    received: 900,
    lost: 100,
    jitter: 4,
    samples: 48_000,
    concealed: 4_800,
    heard: { energy: 0.5, seconds: 20 },
    told: { at: 7, loss: 0.1 },
  });
});

Deno.test("Firefox marks the pair in use, and may know of no round trip but the pair's", () => {
  const counted = mediaCounters(statistics([
    { type: "candidate-pair", id: "P1", localCandidateId: "C1", selected: false },
    { type: "candidate-pair", id: "P2", localCandidateId: "C2", selected: true, currentRoundTripTime: 0.03 },
    { type: "local-candidate", id: "C2", candidateType: "prflx", protocol: "tcp" },
    { type: "remote-inbound-rtp", timestamp: 7 },
  ]));
  const { path, transport, roundTrip, received, told } = counted;
  deepEqual([path, transport, roundTrip, received, told], ["prflx", "tcp", 30, null, null]);
});

Deno.test("of a connection that has counted nothing nothing is claimed", () => {
  deepEqual(mediaCounters(statistics([])), NOTHING);
});

const NOTHING: MediaCounters = {
  path: null,
  transport: null,
  codec: null,
  roundTrip: null,
  received: null,
  lost: 0,
  jitter: null,
  samples: 0,
  concealed: 0,
  heard: { energy: 0, seconds: 0 },
  told: null,
};

const counters = (change: Partial<MediaCounters>): MediaCounters => ({ ...NOTHING, received: 0, ...change });

Deno.test("a part is one of what was to come between two looks", () => {
  const before = counters({ received: 1_000, lost: 50, samples: 96_000, concealed: 900 });
  const now = counters({ received: 1_090, lost: 60, samples: 192_000, concealed: 10_500 });
  const { loss, concealed, sentLoss } = mediaSample(before, now);
  deepEqual([loss, concealed, sentLoss], [0.1, 0.1, null]);
});

Deno.test("a packet that was late and not lost makes no loss below nothing; of a few packets nothing is said", () => {
  const late = mediaSample(counters({ received: 0, lost: 4 }), counters({ received: 100, lost: 2 }));
  deepEqual([late.loss, late.concealed], [0, null]);
  equal(mediaSample(counters({}), counters({ received: 20, lost: 4 })).loss, null);
});

Deno.test("the codec is the one of what arrives, in small letters, and another one than browsers have is another", () => {
  const codecs = ["audio/opus", "audio/RED", "audio/G722", "audio/x-own"].map((mimeType) =>
    mediaCounters(statistics([INBOUND, { type: "codec", id: "CIT01", mimeType }])).codec
  );
  deepEqual(codecs, ["opus", "red", "g722", "other"]);
  equal(mediaCounters(statistics([INBOUND])).codec, null);
});

Deno.test("how loud it was is the energy of the time between two looks, as RFC 6464 counts it", () => {
  const level = (energy: number, seconds: number) =>
    mediaSample(counters({ heard: { energy: 1, seconds: 10 } }), counters({ heard: { energy, seconds } }))
      .level;
  equal(level(3, 12), 0);
  equal(level(1.002, 12)?.toFixed(6), "-30.000000");
  equal(level(1, 12), -127);
  equal(level(1, 10), null);
  equal(mediaSample(counters({ heard: null }), counters({ heard: { energy: 1, seconds: 1 } })).level, null);
});

Deno.test("how loud it was is known from the first packet on, though a look before it found no count of it", () => {
  const now = { ...INBOUND, totalAudioEnergy: 0.02, totalSamplesDuration: 20 };
  const beforeAny = mediaCounters(statistics([]));
  equal(mediaSample(beforeAny, mediaCounters(statistics([now]))).level?.toFixed(6), "-30.000000");
  const { totalAudioEnergy: _, ...uncounted } = now;
  equal(mediaSample(beforeAny, mediaCounters(statistics([uncounted]))).level, null);
});

Deno.test("what the other side tells counts once, and the round trip that is measured with it", () => {
  const now = counters({ told: { at: 5, loss: 0.2 }, roundTrip: 30 });
  const anew = mediaSample(counters({}), now);
  deepEqual([anew.sentLoss, anew.roundTrip], [0.2, 30]);
  const known = mediaSample(now, now);
  deepEqual([known.sentLoss, known.roundTrip], [null, null]);
  // Where the other side tells nothing, the checks of ICE have measured it.
  equal(mediaSample(counters({}), counters({ roundTrip: 30 })).roundTrip, 30);
});

const WELL: MediaSample = {
  path: "host",
  transport: "udp",
  codec: "opus",
  roundTrip: 20,
  jitter: 2,
  loss: 0,
  concealed: 0,
  level: -31.5,
  sentLoss: null,
};

/** What is said after each look of a call. */
function said(looks: readonly Partial<MediaSample>[]): string[] {
  const judge = new QualityJudge();
  return looks.map((look) => {
    judge.take({ ...WELL, ...look });
    return judge.quality === null ? "-" : en.call.quality[judge.quality]("Bo");
  });
}

const GAPS_FOR_ME = "Bo’s connection is weak: you hear gaps.";
const GAPS_FOR_BO = "Your connection is weak: Bo hears gaps.";

Deno.test("gaps are told when they last, and taken back when they have been gone for longer", () => {
  deepEqual(said([{ loss: 0.3 }, {}, {}]), ["-", "-", "-"]);
  deepEqual(
    said([{ loss: 0.1 }, { loss: 0.1 }, {}, {}, {}]),
    ["-", GAPS_FOR_ME, GAPS_FOR_ME, GAPS_FOR_ME, "-"],
  );
  // Between the bounds it stays as it was.
  deepEqual(said([{ loss: 0.03 }, { loss: 0.04 }, { loss: 0.04 }]), ["-", "-", "-"]);
  const lingers = said([{ loss: 0.1 }, { loss: 0.1 }, ...Array(9).fill({ loss: 0.03 })]);
  equal(lingers.at(-1), GAPS_FOR_ME);
});

Deno.test("what comes too late to be heard is a gap as well, and what is not known is none", () => {
  deepEqual(said([{ concealed: 0.2 }, { concealed: 0.2 }]), ["-", GAPS_FOR_ME]);
  deepEqual(said([{ loss: null, concealed: null }, { loss: null }]), ["-", "-"]);
});

Deno.test("the other side's word about five seconds is enough, and silence of it changes nothing", () => {
  deepEqual(
    said([{ sentLoss: 0.08 }, {}, { sentLoss: 0 }, {}, { sentLoss: 0 }]),
    [GAPS_FOR_BO, GAPS_FOR_BO, GAPS_FOR_BO, GAPS_FOR_BO, "-"],
  );
});

Deno.test("gaps on both sides are one sentence, and matter more than a long way", () => {
  const both = { loss: 0.1, sentLoss: 0.1, roundTrip: 900 };
  deepEqual(said([both, both, both]).at(-1), "The connection is weak: you both hear gaps.");
  const far = { path: "relay", roundTrip: 700 } as const;
  deepEqual(said([far, { roundTrip: null }, far]), [
    "-",
    "-",
    "The relay is far away: you hear each other late.",
  ]);
  const slow = { roundTrip: 700 };
  equal(said([slow, slow]).at(-1), "The connection is slow: you hear each other late.");
});

Deno.test("each of it can be said in German", () => {
  const { gapsForMe, gapsForPeer, gapsForBoth } = de.call.quality;
  deepEqual([gapsForMe("Bo"), gapsForPeer("Bo"), gapsForBoth()], [
    "Die Verbindung von Bo ist schwach: Du hörst Lücken.",
    "Deine Verbindung ist schwach: Bo hört Lücken.",
    "Die Verbindung ist schwach: Ihr hört beide Lücken.",
  ]);
});

/** A watch over a connection that a test lets count. */
function watched() {
  const clock = new ManualClock();
  const told: string[] = [];
  const seen: (number | null)[] = [];
  let now = counters({ path: "host", transport: "udp" });
  let count = () => Promise.resolve(now);
  const watch = new QualityWatch({
    count: () => count(),
    clock,
    changed: () => told.push(watch.quality ?? "well"),
    looked: ({ loss }) => seen.push(loss),
    sounded: ({ path, loss }) => told.push(`${path} ${loss}`),
  });
  /** Lets time pass, in each two seconds of which so many packets come and go missing. */
  const pass = async (seconds: number, received = 100, lost = 0) => {
    for (let elapsed = 0; elapsed < seconds; elapsed += 2) {
      now = { ...now, received: (now.received ?? 0) + received, lost: now.lost + lost };
      clock.advance(2_000);
      await settle();
    }
  };
  const begin = async () => {
    watch.start();
    clock.advance(0);
    await settle();
  };
  return {
    clock,
    watch,
    told,
    /** The loss of each look that was told. */
    seen,
    pass,
    begin,
    hears: (loss: number) => now = { ...now, told: { at: (now.told?.at ?? 0) + 1, loss } },
    moves: (path: MediaCounters["path"]) => now = { ...now, path },
    counts: (instead: () => Promise<MediaCounters>) => count = instead,
  };
}

Deno.test("every ten seconds it is told how it sounded in them, and at the end what is left", async () => {
  const { watch, told, pass, begin } = watched();
  await begin();
  await pass(10);
  deepEqual(told, ["host 0"]);
  await pass(8, 98, 2);
  watch.tell();
  watch.tell();
  deepEqual(told, ["host 0", "host 0.02"]);
});

Deno.test("each look but the first is told to whoever wants to see it, but none over a change of the way", async () => {
  const { seen, pass, begin, moves } = watched();
  await begin();
  deepEqual(seen, []);
  await pass(4, 90, 10);
  moves("relay");
  await pass(4);
  deepEqual(seen, [0.1, 0.1, 0]);
});

Deno.test("of a call the last five minutes are kept, and of an earlier one nothing", () => {
  const history = new MediaHistory();
  for (let look = 0; look < 400; look += 1) history.add("one", look * 2_000, SOUND);
  const kept = history.of("one");
  deepEqual([kept.length, kept[0]?.at, kept.at(-1)?.at], [150, 500_000, 798_000]);
  history.add("two", 900_000, SOUND);
  deepEqual([history.of("one").length, history.of("two").length], [0, 1]);
});

Deno.test("when the packets take another way it is told how it was before; of the change nothing", async () => {
  const { watch, told, pass, begin, moves } = watched();
  await begin();
  await pass(4, 90, 10);
  moves("relay");
  await pass(2, 40, 60);
  deepEqual(told, ["gapsForMe", "host 0.1"]);
  await pass(2);
  watch.tell();
  deepEqual(told, ["gapsForMe", "host 0.1", "relay 0"]);
});

Deno.test("the other side's first word after an interruption is about the interruption, and is not judged", async () => {
  const { told, pass, begin, hears, watch } = watched();
  await begin();
  await pass(2);
  hears(0.6);
  await pass(2);
  deepEqual([told, watch.quality], [[], null]);
  hears(0.6);
  await pass(2);
  deepEqual(told, ["gapsForPeer"]);
});

Deno.test("what was wrong is remembered over a short interruption, and over no long one", async () => {
  const { clock, watch, pass, begin } = watched();
  await begin();
  await pass(4, 90, 10);
  watch.stop();
  clock.advance(3_000);
  await begin();
  equal(watch.quality, "gapsForMe");
  await pass(6);
  equal(watch.quality, null);
  await pass(4, 90, 10);
  watch.stop();
  clock.advance(10_001);
  await begin();
  equal(watch.quality, null);
});

Deno.test("what is wrong is told once, and once that it is well again", async () => {
  const { told, pass, begin } = watched();
  await begin();
  await pass(8, 90, 10);
  deepEqual(told, ["gapsForMe"]);
  await pass(8);
  deepEqual(told.filter((word) => !word.startsWith("host")), ["gapsForMe", "well"]);
});

Deno.test("after its end nothing is told, and no timer is left", async () => {
  const { clock, watch, told, pass, begin } = watched();
  await begin();
  await pass(4, 90, 10);
  watch.stop();
  deepEqual([told, clock.pending], [["gapsForMe"], []]);
  watch.tell();
  await pass(20, 90, 10);
  deepEqual(told, ["gapsForMe"]);
});

const failures: Readonly<Record<string, () => Promise<MediaCounters>>> = {
  "fail": () => Promise.reject(new Error("closed")),
  "never come": () => new Promise(() => {}),
};
for (const [what, count] of Object.entries(failures)) {
  Deno.test(`looks that ${what} are left out, and it goes on`, async () => {
    const { told, pass, begin, counts } = watched();
    await begin();
    counts(count);
    await pass(20);
    deepEqual(told, []);
    let received = 0;
    counts(() => Promise.resolve(counters({ path: "host", transport: "udp", received: received += 100 })));
    await pass(12);
    deepEqual(told, ["host 0"]);
  });
}

const SOUND: MediaSample = { ...WELL, loss: 0.02, concealed: 0.01 };

Deno.test("how a call sounds is told to the server while there is a path, and once more before it ends", async () => {
  const phone = await talking();
  phone.peer?.listener.sounded(SOUND);
  const [report] = phone.sent.splice(0);
  deepEqual(report, {
    type: "session:report",
    from_user_id: "alice-id",
    to_user_id: "server",
    payload: {
      call_id: "call-1",
      media: "connected",
      path: "host",
      transport: "udp",
      codec: "opus",
      round_trip_ms: 20,
      loss: 0.02,
      jitter_ms: 2,
      concealed: 0.01,
      level_db: -31.5,
      gathering: null,
    },
  });
  if (phone.peer !== undefined) phone.peer.sound = SOUND;
  phone.runner.hangUpPressed();
  deepEqual(phone.takeSent(), ["session:report", "call:end hung_up"]);
});

Deno.test("what is wrong is shown while there is a path only", async () => {
  const phone = await talking();
  const quality = "gapsForMe";
  if (phone.peer !== undefined) phone.peer.quality = quality;
  phone.peer?.listener.qualityChanged();
  const shown = () => phone.view.state === "idle" ? "idle" : phone.view.quality;
  deepEqual(phone.views.at(-1), phone.view);
  deepEqual(shown(), quality);
  phone.peer?.listener.path("failed");
  equal(phone.state, "reconnecting");
  equal(shown(), null);
});
