import { equal } from "node:assert/strict";
import { effectScope } from "vue";
import { useDay } from "../src/composables/useDay.ts";
import { ManualClock } from "./support/manual-clock.ts";

/** A page that is shown, and then hidden or shown again. */
class FakePage extends EventTarget {
  hidden = false;

  turn(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

function days() {
  const [clock, page, scope] = [new ManualClock(), new FakePage(), effectScope()];
  const now = scope.run(() => useDay(clock, page as unknown as Document));
  const day = () => new Date(now?.value ?? NaN).toDateString();
  const today = () => new Date(clock.wallTime()).toDateString();
  return { clock, page, scope, day, today };
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
  const { clock, page, scope, day, today } = days();
  const before = day();
  page.turn(true);
  clock.sleep(3 * DAY);
  page.turn(true);
  equal(day(), before);
  page.turn(false);
  equal(day(), today());
  scope.stop();
  clock.sleep(3 * DAY);
  page.turn(false);
  equal(day() === today(), false);
});
