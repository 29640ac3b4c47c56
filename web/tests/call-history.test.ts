import { deepEqual } from "node:assert/strict";
import type { RecentCall } from "../src/api/types.ts";
import { type CallHistory, withNewest, withOlder } from "../src/history/call-history.ts";
import { bo } from "./support/messages.ts";

/** Calls that began at these moments. */
const calls = (...moments: readonly number[]): RecentCall[] =>
  moments.map((startedAt) => ({
    callId: `call-${startedAt}`,
    peer: bo,
    direction: "incoming",
    reason: "hung_up",
    startedAt,
    answeredAt: null,
    endedAt: startedAt,
  }));
const page = (isLast: boolean, ...moments: readonly number[]) => ({
  calls: calls(...moments),
  isLast,
  seen: null,
});
const told = ({ calls, hasOlder }: CallHistory) =>
  `${calls.map(({ startedAt }) => startedAt).join(" ")}${hasOlder ? " …" : ""}`;

Deno.test("pages follow on each other until the last one", () => {
  const first = withNewest(null, page(false, 9, 8, 7));
  deepEqual(told(first), "9 8 7 …");
  // A page may repeat what began in the same moment.
  const second = withOlder(first, page(false, 7, 6, 5));
  deepEqual(told(second), "9 8 7 6 5 …");
  deepEqual(told(withOlder(second, page(true, 4))), "9 8 7 6 5 4");
  deepEqual(told(withOlder(second, page(true))), "9 8 7 6 5");
});

Deno.test("a call that has ended is added to what is there", () => {
  const known = withOlder(withNewest(null, page(false, 9, 8, 7)), page(true, 6, 5));
  deepEqual(told(withNewest(known, page(false, 10, 9, 8))), "10 9 8 7 6 5");
});

Deno.test("a call that began before others and ended after them takes its place", () => {
  const known = withOlder(withNewest(null, page(false, 9, 8)), page(false, 6, 5));
  deepEqual(told(withNewest(known, page(false, 9, 8, 7))), "9 8 7 6 5 …");
});

Deno.test("what lies behind a gap is forgotten, so that it is loaded again in its place", () => {
  const known = withNewest(null, page(false, 9, 8, 7));
  deepEqual(told(withNewest(known, page(false, 20, 19, 18))), "20 19 18 …");
});

Deno.test("a page that has everything stands for itself", () => {
  deepEqual(told(withNewest(null, page(true))), "");
  deepEqual(told(withNewest(withNewest(null, page(true)), page(true, 1))), "1");
});
