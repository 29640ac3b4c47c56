import { deepEqual, ok } from "node:assert/strict";
import { systemClock } from "../src/call/clock.ts";

Deno.test("a clock that is set moves the wall time, and no duration", () => {
  const realNow = Date.now;
  try {
    Date.now = () => 1_700_000_000_000;
    const before = systemClock.now();
    deepEqual(systemClock.wallTime(), 1_700_000_000_000);
    Date.now = () => 1_600_000_000_000;
    deepEqual(systemClock.wallTime(), 1_600_000_000_000);
    const passed = systemClock.now() - before;
    ok(passed >= 0 && passed < 60_000);
    ok(Number.isInteger(passed));
  } finally {
    Date.now = realNow;
  }
});
