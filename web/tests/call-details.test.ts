import { deepEqual, equal, match, ok } from "node:assert/strict";
import { effectScope } from "vue";
import type { DuetApi } from "../src/api/duet-api.ts";
import { ApiError, Unreachable } from "../src/api/api-error.ts";
import { callTimeline, type Happening, type TimelineLine } from "../src/api/call-timeline.ts";
import { pathOf } from "../src/components/MediaPlot.tsx";
import { useCallTimeline } from "../src/composables/useCallTimeline.ts";
import { UNKNOWN } from "../src/decoding/decoder.ts";
import { lateText as text } from "../src/text/late-text.ts";
import { lineWords, soundParts, timelineText, wayWords, whoWords } from "../src/text/timeline-words.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

const line = (happening: Happening, change: Partial<Pick<TimelineLine, "at" | "who" | "device">> = {}) =>
  ({ at: 1_700_000_000_000, who: "me", device: 1, ...change, ...happening }) as TimelineLine;

const SOUND = {
  kind: "sounded",
  span: "minute",
  path: "relay",
  transport: "tcp",
  codec: "opus",
  roundTrip: { mean: 41, highest: 80 },
  loss: { mean: 1, highest: 12 },
  jitter: null,
  concealed: { mean: 0, highest: 3 },
  level: { mean: -31, highest: -18 },
  reports: 6,
} as const;

Deno.test("whose doing a line is: a person, another device of theirs by its number, the server", () => {
  const who = (change: Parameters<typeof line>[1]) =>
    whoWords(line({ kind: "accepted" }, change), "Bo", text);
  equal(who({ who: "me" }), "You");
  equal(who({ who: "peer" }), "Bo");
  equal(who({ who: "peer", device: 2 }), "Bo, device 2");
  equal(who({ who: "server", device: null }), "Server");
});

Deno.test("each kind of line has words of its own, and so has one that is not known", () => {
  const kinds: Happening[] = [
    ...(["ringing", "notifying", "notified", "offline"] as const).map((reach) => ({
      kind: "placed" as const,
      reach,
    })),
    { kind: "placed", reach: null },
    ...([
      "hung_up",
      "cancelled",
      "connect_failed",
      "connection_lost",
      "called_elsewhere",
      "signed_out",
    ] as const)
      .map((reason) => ({ kind: "ended" as const, reason })),
    { kind: "ended", reason: UNKNOWN },
    { kind: "declined", reason: "declined" },
    ...(["connecting", "connected", "reconnecting"] as const).map((media) => ({
      kind: "media" as const,
      media,
    })),
    ...[true, false].flatMap((is) => [
      { kind: "connected" as const, replaced: is },
      { kind: "notified" as const, taken: is },
    ]),
    ...(["ring", "abandonment", null] as const).map((deadline) => ({
      kind: "deadline_passed" as const,
      deadline,
    })),
    ...([
      "asked_again",
      "accepted",
      "called_back",
      "continued",
      "wants_offer",
      "offered",
      "answered",
      "muted",
      "unmuted",
      "disconnected",
      "server_restarted",
      UNKNOWN,
    ] as const).map((kind) => ({ kind })),
    SOUND,
    { ...SOUND, span: "call" },
  ];
  const words = kinds.map((kind) => lineWords(line(kind), text));
  equal(new Set(words).size, kinds.length);
  for (const sentence of words) match(sentence, /^[A-Z][^_]+$/);
});

Deno.test("a search says what was found and what the servers answered, as far as it is told", () => {
  const faults = { stun: null, turnUdp: 701, turnTcp: 401, turnTls: null };
  equal(
    lineWords(
      line({
        kind: "searched",
        media: "connecting",
        complete: true,
        found: ["host", "srflx"],
        relayOnly: false,
        faults,
      }),
      text,
    ),
    "Found no path for the sound; own addresses: local, public; the relay (UDP) gave no answer; " +
      "the relay (TCP) answered 401",
  );
  equal(
    lineWords(
      line({
        kind: "searched",
        media: "connecting",
        complete: false,
        found: [],
        relayOnly: null,
        faults: null,
      }),
      text,
    ),
    "Found no path for the sound yet; own addresses: none",
  );
});

Deno.test("of the sound only what was told is said, each with its mean and its highest", () => {
  deepEqual(soundParts(line(SOUND) as Parameters<typeof soundParts>[0], text), [
    { label: "Path of the sound", value: "Over a relay, TCP" },
    { label: "Codec", value: "Opus" },
    { label: "Round trip", value: "41 ms (highest 80 ms)" },
    { label: "Lost before it arrived", value: "1% (highest 12%)" },
    { label: "Filled in by the browser", value: "0% (highest 3%)" },
    { label: "Loudness", value: "−31 dB (highest −18 dB)" },
  ]);
  equal(wayWords("host", "udp", text), "Direct, UDP");
  equal(wayWords("host", null, text), "Direct");
  equal(wayWords(null, "udp", text), null);
  equal(wayWords(UNKNOWN, "udp", text), null);
});

Deno.test("the whole as text says when it began, and of each line when, who and what", () => {
  const lines = [
    line({ kind: "placed", reach: "ringing" }),
    line({ kind: "accepted" }, { at: 1_700_000_004_000, who: "peer" }),
  ];
  deepEqual(timelineText(lines, "Bo", text).split("\n"), [
    "Duet: The call with Bo",
    "2023-11-14T22:13:20.000Z",
    "0:00\tYou: Called; it rang on an open page",
    "0:04\tBo: Answered",
  ]);
  deepEqual(timelineText([], "Bo", text).split("\n"), ["Duet: The call with Bo", ""]);
});

/** Looks every two seconds. */
const every2s = (...values: (number | null)[]) => values.map((value, look) => ({ at: look * 2_000, value }));

Deno.test("a plot ends at the right, is a minute wide at least, and as high as its highest value", () => {
  equal(pathOf([], 10), "");
  equal(pathOf(every2s(10, 0), 10), "M57.5 1h0.01L59.5 39");
  equal(pathOf(every2s(5, 20), 10), "M57.5 29.5h0.01L59.5 1");
  match(pathOf(every2s(...Array(150).fill(1)), 10), /^M0.5 .*L298.5 35.2$/);
});

Deno.test("a value stands where it was measured, and what was not looked at for longer than a look takes is left open", () => {
  const at = (...moments: number[]) => moments.map((at) => ({ at, value: 10 }));
  equal(pathOf(at(0, 3_500, 7_500, 9_500), 10), "M50 1h0.01L53.5 1M57.5 1h0.01L59.5 1");
});

Deno.test("what is measured now and then holds for ten seconds, and not over a gap", () => {
  equal(
    pathOf(every2s(null, 10, null, null, null, null, null, 5, null), 10),
    "M45.5 1h0.01L47.5 1L49.5 1L51.5 1L53.5 1M57.5 20h0.01L59.5 20",
  );
  equal(pathOf([{ at: 0, value: 10 }, { at: 6_000, value: null }], 10), "M53.5 1h0.01");
});

/** A call that is asked about again and again. */
function watched(answer: () => Promise<unknown>) {
  const clock = new ManualClock();
  let asked = 0;
  let goesOn = true;
  const api = {
    ask: async (_: string, path: string, decoder: typeof callTimeline) => {
      asked += 1;
      equal(path, "/api/calls/call-1/timeline");
      return decoder(await answer(), "answer");
    },
  } as unknown as DuetApi;
  const scope = effectScope();
  const here = scope.run(() => useCallTimeline(api, "call-1", clock, () => goesOn));
  ok(here !== undefined);
  clock.advance(0);
  return { clock, here, scope, asked: () => asked, ends: () => goesOn = false };
}

const TIMELINE = {
  timeline: [{ at: "2023-11-14T22:13:20.000Z", who: "me", device: 1, kind: "accepted" }],
  left_out: 3,
};

Deno.test("a timeline is asked for every five seconds while the call goes on, and once more after its end", async () => {
  const { clock, here, asked, ends } = watched(() => Promise.resolve(TIMELINE));
  await settle();
  deepEqual([here.timeline.value?.lines.map(({ kind }) => kind), here.timeline.value?.leftOut], [
    ["accepted"],
    3,
  ]);
  clock.advance(5_000);
  await settle();
  equal(asked(), 2);
  ends();
  clock.advance(5_000);
  await settle();
  equal(asked(), 3);
  deepEqual(clock.pending, []);
});

Deno.test("one that does not come is asked for again, and what came before stays", async () => {
  let fails = false;
  const { clock, here, scope } = watched(() =>
    fails ? Promise.reject(new Unreachable("GET")) : Promise.resolve(TIMELINE)
  );
  await settle();
  fails = true;
  clock.advance(5_000);
  await settle();
  deepEqual([here.hasFailed.value, here.timeline.value?.lines.length], [true, 1]);
  fails = false;
  clock.advance(5_000);
  await settle();
  equal(here.hasFailed.value, false);
  scope.stop();
  deepEqual(clock.pending, []);
});

Deno.test("what the server refuses of a call that is over is final, and of one that goes on it is not", async () => {
  const refused = () => Promise.reject(new ApiError(404, "unknown_call", "No such call.", null));
  const { clock, here, asked, ends } = watched(refused);
  await settle();
  equal(here.hasFailed.value, true);
  clock.advance(5_000);
  await settle();
  equal(asked(), 2);
  ends();
  clock.advance(5_000);
  await settle();
  deepEqual([asked(), here.hasFailed.value, clock.pending], [3, true, []]);
});

Deno.test("a server that is at fault, or has too much to do, is asked again also about a call that is over", async () => {
  for (const status of [429, 500, 503]) {
    const { clock, asked, scope, ends } = watched(() =>
      Promise.reject(new ApiError(status, "later", "Later.", null))
    );
    await settle();
    ends();
    for (let times = 0; times < 2; times += 1) {
      clock.advance(5_000);
      await settle();
    }
    equal(asked(), 3);
    scope.stop();
  }
});

Deno.test("what comes after the dialog was closed asks for nothing any more", async () => {
  const answer = Promise.withResolvers<unknown>();
  const { clock, scope } = watched(() => answer.promise);
  scope.stop();
  answer.resolve(TIMELINE);
  await settle();
  deepEqual(clock.pending, []);
});
