import { deepEqual, equal, ok } from "node:assert/strict";
import { summaryOf } from "../src/check/report.ts";
import { ALL_KINDS, CheckWorld } from "./support/check-world.ts";
import { settle } from "./support/manual-clock.ts";

const NOTHING = [0, 0, 0, 0, 0];

Deno.test("where everything works every line says so", async () => {
  const world = new CheckWorld();
  world.loudness = 0.2;
  const check = world.check();
  check.start();
  await world.pass(1_000);
  deepEqual(world.report.map(({ subject, verdict }) => [subject, verdict.kind]), [
    ["microphone", "fine"],
    ["loudspeaker", "waiting"],
    ["server", "fine"],
    ["address", "fine"],
    ["relay-udp", "fine"],
    ["relay-tcp", "fine"],
    ["relay-tls", "fine"],
  ]);
  equal(summaryOf(world.report), "fine");
  equal(world.probes.open, 0);
  check.dispose();
  deepEqual(world.held, NOTHING);
});

Deno.test("where nothing ever answers the whole is over within fifteen seconds", async () => {
  const world = new CheckWorld();
  world.nothingAnswers();
  const never = Promise.withResolvers<readonly RTCIceServer[]>();
  world.servers = never.promise;
  const check = world.check();
  check.start();
  await world.pass(2_900);
  never.resolve(ALL_KINDS); // as late as it may be
  await world.pass(12_000);
  deepEqual(["microphone", "server", "address"].map((subject) => world.told(subject as "server")), [
    "weak unanswered",
    "failed unreachable",
    "failed no-answer",
  ]);
  for (const subject of ["relay-udp", "relay-tcp", "relay-tls"] as const) {
    equal(world.told(subject), "failed unreachable");
  }
  equal(summaryOf(world.report), "broken");
  equal(world.probes.open, 0);
  check.dispose();
  deepEqual(world.held, NOTHING);
});

Deno.test("each transport of the relay is asked alone", async () => {
  const world = new CheckWorld();
  world.probes.treatments.set("turn:udp", { kind: "silent" });
  const check = world.check();
  check.start();
  await world.pass(3_000);
  equal(world.told("relay-udp"), "running");
  equal(world.told("relay-tcp"), "fine");
  equal(world.told("relay-tls"), "fine");
  await world.pass(10_000);
  equal(world.told("relay-udp"), "failed unreachable");
  check.dispose();
});

Deno.test("a relay that lends each person two addresses is asked over one transport after the other", async () => {
  const world = new CheckWorld();
  world.check(true).start();
  let most = 0;
  for (let passed = 0; passed < 1_000; passed += 10) {
    const loops = world.probes.made.filter(({ configuration, isClosed }) =>
      configuration.iceTransportPolicy === "relay" && !isClosed
    );
    most = Math.max(most, loops.length);
    await world.pass(10);
  }
  equal(most, 2);
  equal(world.told("relay-tls"), "fine");
});

Deno.test("where nothing is set up one line says so, and no connection is made", async () => {
  const world = new CheckWorld();
  world.servers = Promise.resolve([]);
  world.check().start();
  await settle();
  deepEqual(world.report.map(({ subject }) => subject), ["microphone", "loudspeaker", "server", "helpers"]);
  equal(world.told("helpers"), "weak none");
  equal(world.probes.made.length, 0);
});

Deno.test("where there is STUN and no relay one line says that", async () => {
  const world = new CheckWorld();
  world.servers = Promise.resolve([{ urls: "stun:stun.example" }]);
  world.check().start();
  await settle();
  deepEqual(world.report.map(({ subject }) => subject).slice(3), ["address", "relay"]);
  equal(world.told("address"), "fine");
  equal(world.told("relay"), "weak none");
});

Deno.test("a transport that is not set up is limited, and the others are checked", async () => {
  const world = new CheckWorld();
  world.servers = Promise.resolve([{ urls: "turn:udp.example", username: "u", credential: "c" }]);
  world.check().start();
  await world.pass(500);
  equal(world.told("relay-udp"), "fine");
  equal(world.told("relay-tcp"), "weak not-set-up");
  equal(world.told("relay-tls"), "weak not-set-up");
});

Deno.test("a server that does not say what there is leaves that unchecked", async () => {
  const world = new CheckWorld();
  world.serversAreUnknown();
  world.check().start();
  await settle();
  equal(world.told("helpers"), "skipped unasked");
  equal(world.told("relay-udp"), "no line");
});

Deno.test("whoever may use a relay only needs one that works, and no address", async () => {
  const world = new CheckWorld();
  world.isRelayOnly = true;
  world.check(true).start();
  await world.pass(1_000);
  equal(world.told("address"), "skipped relay-only");
  ok(world.probes.made.every(({ configuration }) => configuration.iceTransportPolicy === "relay"));
  equal(summaryOf(world.report), "fine");
  world.probes.treatments.set("turn:", { kind: "errs", codes: [701] });
  world.check(true).start();
  await world.pass(1_000);
  equal(summaryOf(world.report), "limited");
  world.probes.treatments.set("turns:", { kind: "errs", codes: [401] });
  world.check(true).start();
  await world.pass(1_000);
  equal(summaryOf(world.report), "broken");
});

for (
  const [beside, servers, subject] of [
    ["", [], "helpers"],
    [" beside a STUN server", [{ urls: "stun:stun.example" }], "relay"],
  ] as const
) {
  Deno.test(`where a relay is all that may be used${beside}, and there is none, no call can be made`, async () => {
    const world = new CheckWorld();
    world.isRelayOnly = true;
    world.servers = Promise.resolve(servers);
    world.check(true).start();
    await world.pass(1_000);
    equal(world.told(subject), "failed relay-missing");
    equal(summaryOf(world.report), "broken");
  });
}

Deno.test("a browser that makes no connections at all is told so once, whatever is set up, and makes no call", async () => {
  for (const servers of [[], [{ urls: "turn:relay.example" }]]) {
    const world = new CheckWorld();
    world.canConnect = false;
    world.servers = Promise.resolve(servers);
    world.check().start();
    await world.pass(1_000);
    equal(world.told("helpers"), "failed unsupported");
    equal(world.report.some(({ subject }) => subject === "address"), false);
    equal(summaryOf([{ subject: "helpers", verdict: { kind: "failed", reason: "unsupported" } }]), "broken");
  }
});

Deno.test("a browser without peer connections fails those lines, and no more", async () => {
  const world = new CheckWorld();
  world.probes.isMissing = true;
  world.check().start();
  await settle();
  equal(world.told("address"), "failed unsupported");
  equal(world.told("relay-udp"), "failed unsupported");
  equal(world.told("server"), "fine");
});

Deno.test("a call keeps its microphone: it is not even asked for", async () => {
  const world = new CheckWorld();
  const check = world.check(true);
  check.start();
  await world.pass(1_000);
  equal(world.told("microphone"), "skipped in-call");
  deepEqual(world.desk.asked, []);
  check.hearYourself();
  equal(world.recorders.length, 0);
  equal(summaryOf(world.report), "fine");
});

Deno.test("whatever it holds is let go in the middle of a check, and nothing is told any more", async () => {
  const world = new CheckWorld();
  world.probes.treatments.clear();
  const check = world.check();
  check.start();
  await world.pass(100);
  check.hearYourself();
  check.playSound();
  const [tracks, connections, timers, sounds, recordings] = world.held;
  deepEqual([tracks, connections, recordings], [1, 3, 1]);
  ok(timers !== undefined && timers > 0 && sounds !== undefined && sounds > 0);

  check.dispose();
  const told = [world.reports.length, world.echoes.length];
  await settle();
  deepEqual(world.held, NOTHING);
  await world.pass(20_000);
  deepEqual(world.held, NOTHING);
  deepEqual([world.reports.length, world.echoes.length], told);
});

Deno.test("a microphone that comes when nobody waits any more is let go at once", async () => {
  const world = new CheckWorld();
  const question = Promise.withResolvers<void>();
  world.desk.question = question.promise;
  const check = world.check();
  check.start();
  await settle();
  check.dispose();
  question.resolve();
  await settle();
  equal(world.desk.tracks.length, 1);
  deepEqual(world.desk.open, []);
});

Deno.test("a loudspeaker plays a sound, once, and says that it did", async () => {
  const world = new CheckWorld();
  const check = world.check();
  check.start();
  check.playSound();
  equal(world.told("loudspeaker"), "running");
  ok(world.tones.sounding > 0);
  await world.pass(1_600);
  equal(world.told("loudspeaker"), "played");
  check.dispose();
  equal(world.tones.sounding, 0);
});

Deno.test("a browser that lets nothing sound is told", async () => {
  const world = new CheckWorld();
  world.isAudible = false;
  const check = world.check();
  check.start();
  check.playSound();
  equal(world.told("loudspeaker"), "failed blocked");
  await settle();
  check.dispose();
});

Deno.test("what the microphone hears is recorded for two seconds and played", async () => {
  const world = new CheckWorld();
  const check = world.check();
  check.start();
  await settle();
  check.hearYourself();
  check.hearYourself(); // pressed twice is pressed once
  equal(world.recorders.length, 1);
  await world.pass(2_000);
  deepEqual(world.echoes, ["recording", "playing"]);
  equal(world.playing.size, 1);
  for (const over of world.playing) over();
  deepEqual(world.echoes, ["recording", "playing", "ready"]);
  check.hearYourself();
  equal(world.recorders.length, 2);
  check.dispose();
});

Deno.test("a browser that cannot record says so", async () => {
  const world = new CheckWorld();
  world.canRecord = false;
  const check = world.check();
  check.start();
  await settle();
  check.hearYourself();
  deepEqual(world.echoes, ["failed"]);
  check.dispose();
});
