import { deepEqual, equal } from "node:assert/strict";
import { checkRelay } from "../src/check/relay-check.ts";
import type { RelayVerdict } from "../src/check/report.ts";
import { FakeProbes, type Treatment } from "./support/fake-probes.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

const SERVER: RTCIceServer = { urls: ["turn:relay.example?transport=udp"], username: "u", credential: "c" };

/** What is found within so many milliseconds; null if it goes on. */
async function check(treatment: Treatment, milliseconds: number) {
  const clock = new ManualClock();
  const probes = new FakeProbes(clock);
  probes.treatments.set("turn:", treatment);
  const verdicts: RelayVerdict[] = [];
  const ending = new AbortController();
  void checkRelay([SERVER], probes.newProbe, clock, ending.signal).then((verdict) => verdicts.push(verdict));
  await settle();
  for (let passed = 0; passed < milliseconds; passed += 10) {
    clock.advance(10);
    await settle();
  }
  return { verdict: verdicts[0] ?? null, probes, clock, ending, verdicts };
}

Deno.test("a relay that works tells how long it took to connect, and the round trip", async () => {
  const { verdict, probes, clock } = await check({ kind: "works", roundTrip: 40 }, 400);
  deepEqual(verdict, { kind: "fine", took: 80, roundTrip: 40 });
  equal(probes.open, 0);
  deepEqual(clock.pending, []);
});

Deno.test("both connections may use nothing but the relay", async () => {
  const { probes } = await check({ kind: "works", roundTrip: 40 }, 0);
  deepEqual(probes.made.map(({ configuration }) => configuration), [
    { iceServers: [SERVER], iceTransportPolicy: "relay" },
    { iceServers: [SERVER], iceTransportPolicy: "relay" },
  ]);
});

Deno.test("a relay that is far away works, but not well", async () => {
  const { verdict } = await check({ kind: "works", roundTrip: 600 }, 4_000);
  deepEqual(verdict, { kind: "weak", reason: "slow", roundTrip: 600 });
});

for (
  const [codes, reason] of [
    [[401], "refused"],
    [[441], "refused"],
    [[486], "full"],
    [[508], "full"],
    [[701], "unreachable"],
    [[701, 401, 701], "refused"],
    [[701, 486], "full"],
    [[300], "no-address"],
  ] as const
) {
  Deno.test(`a relay that answers with ${codes} and lends no address is told as ${reason}, at once`, async () => {
    const { verdict, probes } = await check({ kind: "errs", codes }, 0);
    deepEqual(verdict, { kind: "failed", reason });
    equal(probes.open, 0);
  });
}

Deno.test("a browser that gives up and does not say why leaves the reason open", async () => {
  const { verdict } = await check({ kind: "gives-up" }, 0);
  deepEqual(verdict, { kind: "failed", reason: "no-address" });
});

Deno.test("a relay that never answers is out of reach in time, and not before", async () => {
  equal((await check({ kind: "silent" }, 7_490)).verdict, null);
  const { verdict, probes, clock } = await check({ kind: "silent" }, 7_500);
  deepEqual(verdict, { kind: "failed", reason: "unreachable" });
  equal(probes.open, 0);
  deepEqual(clock.pending, []);
});

Deno.test("a relay that lends addresses and lets nothing through is no failure, but less than a relay", async () => {
  const { verdict, probes } = await check({ kind: "blocks" }, 7_500);
  deepEqual(verdict, { kind: "weak", reason: "not-relayed" });
  equal(probes.open, 0);
});

Deno.test("where none is set up nobody is asked", async () => {
  const clock = new ManualClock();
  const probes = new FakeProbes(clock);
  const verdict = await checkRelay([], probes.newProbe, clock, new AbortController().signal);
  deepEqual(verdict, { kind: "weak", reason: "not-set-up" });
  equal(probes.made.length, 0);
});

Deno.test("a check that nobody waits for any more closes its connections", async () => {
  const { probes, ending, clock } = await check({ kind: "silent" }, 100);
  equal(probes.open, 2);
  ending.abort();
  await settle();
  equal(probes.open, 0);
  deepEqual(clock.pending, []);
});
