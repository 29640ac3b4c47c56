import { deepEqual } from "node:assert/strict";
import { Stopwatch } from "../src/call/stopwatch.ts";
import { ManualClock } from "./support/manual-clock.ts";

const HOUR = 3_600_000;

Deno.test("a stopwatch tells how long it is since a moment of the past, whatever the wall clock is set to", () => {
  const clock = new ManualClock();
  const stopwatch = new Stopwatch(clock.wallTime() - 5_000, clock);
  const told = [stopwatch.elapsed];
  for (const step of [-HOUR, 2 * HOUR]) {
    clock.moveWallTime(step);
    clock.advance(1_000);
    told.push(stopwatch.elapsed);
  }
  deepEqual(told, [5_000, 6_000, 7_000]);
});

Deno.test("a moment that has not come yet, by another clock, counts as now", () => {
  const clock = new ManualClock();
  const stopwatch = new Stopwatch(clock.wallTime() + 300, clock);
  clock.advance(1_000);
  deepEqual(stopwatch.elapsed, 1_000);
});
