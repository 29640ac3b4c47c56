import { deepEqual } from "node:assert/strict";
import type { RecentCall } from "../src/api/types.ts";
import { withoutRepeats } from "../src/history/repeated-calls.ts";
import { recentWords } from "../src/text/words.ts";
import { text } from "../src/text/text.ts";
import { alice, bo } from "./support/messages.ts";

/** Calls, newest first, that began at 9, 8, 7 … */
const calls = (...parts: readonly Partial<RecentCall>[]): RecentCall[] =>
  parts.map((part, index) => ({
    callId: `call-${9 - index}`,
    peer: bo,
    direction: "incoming",
    reason: "no_answer",
    startedAt: 9 - index,
    answeredAt: null,
    endedAt: 9 - index,
    ...part,
  }));
const told = (calls: readonly RecentCall[]) =>
  withoutRepeats(calls).map(({ call, times }) => `${call.callId} × ${times}`);

Deno.test("missed calls of one person that follow each other are one row, that of the newest", () => {
  deepEqual(told(calls({}, { reason: "cancelled" }, { reason: "busy" }, { peer: alice }, {})), [
    "call-9 × 3",
    "call-6 × 1",
    "call-5 × 1",
  ]);
  deepEqual(told([]), []);
});

Deno.test("calls that were not missed are each a row of their own, and part those that were", () => {
  deepEqual(
    told(calls(
      {},
      { reason: "declined" },
      { reason: "declined" },
      { direction: "outgoing" },
      { direction: "outgoing" },
      { reason: "hung_up", answeredAt: 1 },
      {},
      {},
    )),
    ["call-9 × 1", "call-8 × 1", "call-7 × 1", "call-6 × 1", "call-5 × 1", "call-4 × 1", "call-3 × 2"],
  );
});

Deno.test("the row says how often", () => {
  const [call] = calls({});
  deepEqual(call === undefined ? [] : [recentWords(call, text), recentWords(call, text, 4)], [
    "Missed call",
    "Missed call (4)",
  ]);
});
