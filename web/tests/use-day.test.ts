import { equal } from "node:assert/strict";
import { effectScope } from "vue";
import { useDay } from "../src/composables/useDay.ts";
import { FakeBrowser } from "./support/fake-browser.ts";
import { ManualClock } from "./support/manual-clock.ts";

function days() {
  const [clock, { page }, scope] = [new ManualClock(), new FakeBrowser(), effectScope()];
  const turn = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  const now = scope.run(() => useDay(clock, page));
  const day = () => new Date(now?.value ?? NaN).toDateString();
  const today = () => new Date(clock.wallTime()).toDateString();
  return { clock, page, turn, scope, day, today };
}

const DAY = 86_400_000;

Deno.test("a page that stays open tells of each midnight, in the hour that the clock there says", () => {
  const { clock, scope, day, today } = days();
  for (let passed = 0; passed < 7; passed += 1) {
    const [midnight] = clock.pending;
    clock.advance((midnight ?? NaN) - 1);
    equal(day(), today());
    const before = day();
    clock.advance(1);
    equal(day(), today());
    equal(day() === before, false);
    equal((clock.pending[0] ?? 0) <= 25 * 3_600_000, true);
  }
  scope.stop();
  equal(clock.pending.length, 0);
});

Deno.test("a page whose timers slept tells of the day when it is shown again, and not while it is hidden", () => {
  const { clock, page, turn, scope, day, today } = days();
  const before = day();
  turn(true);
  clock.sleep(3 * DAY);
  turn(true);
  equal(day(), before);
  turn(false);
  equal(day(), today());
  scope.stop();
  equal(page.listeners, 0);
});
