import { deepEqual, equal, ok } from "node:assert/strict";
import { type Arrivals, arrivalsOf, ArrivalWatch } from "../src/call/arrival-watch.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

/** A watch that has begun, and a connection over which audio and reports arrive as told. */
function watched() {
  const clock = new ManualClock();
  const begun = clock.now();
  const arrived = { audio: 0, reports: 0 };
  const told: string[] = [];
  let look = (): Promise<Arrivals> => Promise.resolve({ audio: arrived.audio, reportedAt: arrived.reports });
  const watch = new ArrivalWatch(
    () => look(),
    clock,
    () => told.push(`${watch.isSilent ? "silent" : "heard"} ${clock.now() - begun}`),
  );
  watch.start();
  /** Lets time pass, each half second of which brings something, or nothing. */
  const pass = async (milliseconds: number, brings: "audio" | "reports" | null) => {
    for (let elapsed = 0; elapsed < milliseconds; elapsed += 500) {
      if (brings !== null) arrived[brings] += 1;
      clock.advance(500);
      await settle();
    }
  };
  return {
    clock,
    begun,
    watch,
    told,
    arrived,
    pass,
    looks: (instead: () => Promise<Arrivals>) => look = instead,
  };
}

Deno.test("two seconds without audio are silence, and the next packet ends it", async () => {
  const { begun, watch, told, pass } = watched();
  await pass(10_000, "audio");
  deepEqual(told, []);
  await pass(3_000, null);
  deepEqual(told, ["silent 12000"]);
  equal(watch.heardAt, begun + 10_000);
  await pass(500, "audio");
  deepEqual(told, ["silent 12000", "heard 13500"]);
});

Deno.test("a path over which nothing ever arrives is silent, too", async () => {
  const { told, pass } = watched();
  await pass(3_000, null);
  // The first look only tells how much there has been.
  deepEqual(told, ["silent 2500"]);
});

Deno.test("one who sends no audio any more is heard by the reports, with more patience", async () => {
  const { told, pass, arrived } = watched();
  await pass(5_000, "audio");
  await pass(3_000, null);
  arrived.reports += 1;
  await pass(500, null);
  deepEqual(told, ["silent 7000", "heard 8500"]);
  await pass(14_500, null);
  equal(told.length, 2);
  await pass(500, null);
  deepEqual(told.at(-1), "silent 23500");
  // With audio again the patience is the short one again.
  await pass(1_000, "audio");
  await pass(2_000, null);
  deepEqual(told.slice(3), ["heard 24000", "silent 26500"]);
});

Deno.test("reports that came before the silence say nothing about it", async () => {
  const { told, pass, arrived } = watched();
  await pass(5_000, "audio");
  arrived.reports += 1;
  await pass(1_000, null);
  await pass(10_000, null);
  deepEqual(told, ["silent 7000"]);
});

Deno.test("a page that was held up does not take that for silence", async () => {
  const { clock, told, pass } = watched();
  await pass(5_000, "audio");
  clock.sleep(60_000);
  await pass(1_500, null);
  deepEqual(told, []);
  await pass(1_000, null);
  equal(told.length, 1);
});

Deno.test("a report that disappears is none that has come", async () => {
  const { told, pass, arrived } = watched();
  arrived.reports = 30;
  await pass(5_000, "audio");
  await pass(3_000, null);
  arrived.reports = 0;
  await pass(10_000, null);
  deepEqual(told, ["silent 7000"]);
});

const broken: Readonly<Record<string, () => Promise<Arrivals>>> = {
  "fail": () => Promise.reject(new Error("no statistics")),
  "never come": () => new Promise(() => {}),
  "do not count packets": () => Promise.resolve({ audio: null, reportedAt: 0 }),
};

for (const [how, look] of Object.entries(broken)) {
  Deno.test(`statistics that ${how} are no silence, and end one`, async () => {
    const { told, pass, looks } = watched();
    await pass(1_000, "audio");
    await pass(3_000, null);
    equal(told.length, 1);
    looks(look);
    await pass(30_000, null);
    equal(told.length, 2);
    ok(told[1]?.startsWith("heard"));
  });
}

Deno.test("a watch that was stopped says nothing, also when a look was on its way, and may begin again", async () => {
  const { clock, watch, told, pass, looks } = watched();
  await pass(1_000, "audio");
  const pending: PromiseWithResolvers<Arrivals>[] = [];
  looks(() => {
    const look = Promise.withResolvers<Arrivals>();
    pending.push(look);
    return look.promise;
  });
  clock.advance(500);
  watch.stop();
  deepEqual(clock.pending, []);
  watch.start();
  pending[0]?.reject(new Error("closed"));
  await settle();
  equal(clock.pending.length, 1, "one look at a time");
  watch.stop();
  await settle();
  deepEqual(clock.pending, []);
  deepEqual(told, []);
});

Deno.test("a path that the browser gives up and finds again is as silent as it was", async () => {
  const { begun, watch, told, pass } = watched();
  await pass(5_000, "audio");
  await pass(1_000, null);
  watch.stop();
  watch.start();
  await pass(2_000, null);
  deepEqual(told, ["silent 8000"]);
  equal(watch.heardAt, begun + 5_000);
});

Deno.test("packets of audio and reports are found among the statistics", () => {
  const statistics = new Map<string, unknown>([
    ["a", { type: "inbound-rtp", timestamp: 1, packetsReceived: 7 }],
    ["b", { type: "outbound-rtp", timestamp: 2, packetsSent: 9 }],
    ["c", { type: "remote-inbound-rtp", timestamp: 30 }],
    ["d", { type: "remote-outbound-rtp", timestamp: 40 }],
    ["e", { type: "candidate-pair", timestamp: 5 }],
  ]);
  deepEqual(arrivalsOf(statistics as unknown as RTCStatsReport), { audio: 7, reportedAt: 40 });
  deepEqual(arrivalsOf(new Map() as unknown as RTCStatsReport), { audio: 0, reportedAt: 0 });
  const uncounted = new Map([["a", { type: "inbound-rtp", timestamp: 1 }]]);
  deepEqual(arrivalsOf(uncounted as unknown as RTCStatsReport), { audio: null, reportedAt: 0 });
});
