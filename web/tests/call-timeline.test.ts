import { deepStrictEqual as deepEqual, rejects } from "node:assert";
import { fetchCallTimeline } from "../src/api/call-timeline.ts";
import { Unreachable } from "../src/api/api-error.ts";
import { DuetApi } from "../src/api/duet-api.ts";

const AT = "2026-01-01T00:00:00.250Z";
const FRAME = { at: 1_767_225_600_250, who: "peer", device: 2 } as const;
const FIELDS = { at: AT, who: "peer", device: 2 };

function api(...timeline: object[]): DuetApi {
  return new DuetApi(() => Promise.resolve(Response.json({ timeline, left_out: 3 })));
}

Deno.test("a timeline is asked for by the call's id", async () => {
  let asked: string | undefined;
  const api = new DuetApi((path) => {
    asked = path;
    return Promise.resolve(Response.json({ timeline: [], left_out: 0 }));
  });
  deepEqual(await fetchCallTimeline(api, "a/b"), { lines: [], leftOut: 0 });
  deepEqual(asked, "/api/calls/a%2Fb/timeline");
});

const MEASURE = { mean: 4, highest: 9 };
const LEVEL = { mean: -31, highest: -18 };

for (
  const [told, understood] of [
    [{ kind: "placed", reach: "ringing" }, { kind: "placed", reach: "ringing" }],
    [{ kind: "placed", reach: null }, { kind: "placed", reach: null }],
    [{ kind: "asked_again" }, { kind: "asked_again" }],
    [{ kind: "accepted" }, { kind: "accepted" }],
    [{ kind: "called_back" }, { kind: "called_back" }],
    [{ kind: "continued" }, { kind: "continued" }],
    [{ kind: "wants_offer" }, { kind: "wants_offer" }],
    [{ kind: "declined", reason: "declined" }, { kind: "declined", reason: "declined" }],
    [{ kind: "offered" }, { kind: "offered" }],
    [{ kind: "answered" }, { kind: "answered" }],
    [{ kind: "ended", reason: null }, { kind: "ended", reason: null }],
    [
      {
        kind: "searched",
        media: "connecting",
        complete: true,
        found: ["host"],
        relay_only: true,
        faults: { turn_udp: 701 },
      },
      {
        kind: "searched",
        media: "connecting",
        complete: true,
        found: ["host"],
        relayOnly: true,
        faults: { stun: null, turnUdp: 701, turnTcp: null, turnTls: null },
      },
    ],
    [
      { kind: "searched", media: "reconnecting", complete: false, found: [] },
      {
        kind: "searched",
        media: "reconnecting",
        complete: false,
        found: [],
        relayOnly: null,
        faults: null,
      },
    ],
    [
      {
        kind: "sounded",
        span: "minute",
        path: "relay",
        transport: "udp",
        codec: "opus",
        round_trip: MEASURE,
        loss: MEASURE,
        jitter: null,
        concealed: MEASURE,
        level: LEVEL,
        reports: 6,
      },
      {
        kind: "sounded",
        span: "minute",
        path: "relay",
        transport: "udp",
        codec: "opus",
        roundTrip: MEASURE,
        loss: MEASURE,
        jitter: null,
        concealed: MEASURE,
        level: LEVEL,
        reports: 6,
      },
    ],
    [{ kind: "media", media: "reconnecting" }, { kind: "media", media: "reconnecting" }],
    [{ kind: "connected", replaced: true }, { kind: "connected", replaced: true }],
    [{ kind: "disconnected" }, { kind: "disconnected" }],
    [{ kind: "notified", taken: false }, { kind: "notified", taken: false }],
    [{ kind: "deadline_passed", deadline: "ring" }, { kind: "deadline_passed", deadline: "ring" }],
    [{ kind: "server_restarted" }, { kind: "server_restarted" }],
    [{ kind: "unknown" }, { kind: "unknown" }],
  ]
) {
  Deno.test(`a line is understood: ${JSON.stringify(told)}`, async () => {
    const { lines, leftOut } = await fetchCallTimeline(api({ ...FIELDS, ...told }), "c");
    deepEqual(lines, [{ ...FRAME, ...understood }]);
    deepEqual(leftOut, 3);
  });
}

Deno.test("words of a newer server take nothing else away", async () => {
  const { lines } = await fetchCallTimeline(
    api(
      { ...FIELDS, who: "moon", device: null, kind: "sang", loudly: true },
      { ...FIELDS, kind: "ended", reason: "bored" },
      { ...FIELDS, kind: "placed", reach: "nearly" },
    ),
    "c",
  );
  deepEqual(lines, [
    { ...FRAME, who: "unknown", device: null, kind: "unknown" },
    { ...FRAME, kind: "ended", reason: "unknown" },
    { ...FRAME, kind: "placed", reach: "unknown" },
  ]);
});

for (
  const [what, line] of [
    ["without a moment", { who: "me", device: 1, kind: "accepted" }],
    ["without a kind", FIELDS],
    ["of a sound without a span", { ...FIELDS, kind: "sounded" }],
    ["of a search that found no list", { ...FIELDS, kind: "searched", media: "connecting", complete: true }],
  ] as const
) {
  Deno.test(`a line ${what} is no answer of the server`, async () => {
    await rejects(fetchCallTimeline(api(line), "c"), Unreachable);
  });
}
