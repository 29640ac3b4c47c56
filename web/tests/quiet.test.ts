import { deepEqual, equal } from "node:assert/strict";
import { storedValue } from "../src/call/stored-value.ts";
import { flag, nullable, object, quantity } from "../src/decoding/decoder.ts";
import { forAnHour, UNTIL_SWITCHED_OFF, untilMorning } from "../src/quiet/do-not-disturb.ts";
import { Quiet } from "../src/quiet/quiet.ts";
import { FakeStorage } from "./support/fake-storage.ts";
import { ManualClock } from "./support/manual-clock.ts";

const HOUR = 3_600_000;

function tab(storage = new FakeStorage(), clock = new ManualClock()) {
  let changes = 0;
  const quiet = new Quiet({
    clock,
    lastWanted: storedValue(storage, "wanted", object({ until: nullable(quantity) })),
    ringsHere: storedValue(storage, "rings", flag),
    changed: () => changes += 1,
  });
  return { quiet, storage, clock, changes: () => changes };
}

Deno.test("whoever has chosen nothing may be disturbed", () => {
  const { quiet } = tab();
  deepEqual([quiet.mayDisturb, quiet.wanted, quiet.ringsHere], [true, null, true]);
});

Deno.test("do not disturb ends by itself, and that is told", () => {
  const { quiet, clock, changes } = tab();
  quiet.learned({ until: clock.wallTime() + HOUR });
  const told = changes();
  clock.advance(HOUR - 1);
  equal(quiet.mayDisturb, false);
  equal(changes(), told);
  clock.advance(1);
  equal(quiet.mayDisturb, true);
  equal(quiet.wanted, null);
  equal(changes(), told + 1);
  deepEqual(clock.pending, []);
});

Deno.test("without an end it lasts until it is switched off, and no timer runs", () => {
  const { quiet, clock } = tab();
  quiet.learned(UNTIL_SWITCHED_OFF);
  deepEqual(clock.pending, []);
  clock.advance(400 * 24 * HOUR);
  equal(quiet.mayDisturb, false);
  quiet.learned(null);
  equal(quiet.mayDisturb, true);
});

Deno.test("an end that is months away needs no timer that is longer than browsers know", () => {
  const { quiet, clock } = tab();
  quiet.learned({ until: clock.wallTime() + 90 * 24 * HOUR });
  clock.advance(24 * HOUR);
  equal(quiet.mayDisturb, false);
  equal(clock.pending.length, 1);
  equal(Math.max(...clock.pending) <= 30_000, true);
});

Deno.test("a machine that slept past the end finds that it is over, soon after it wakes and when asked", () => {
  const { quiet, clock, changes } = tab();
  quiet.learned({ until: clock.wallTime() + HOUR });
  const told = changes();
  clock.moveWallTime(2 * HOUR); // timers stood still
  equal(quiet.mayDisturb, true);
  clock.advance(30_000);
  equal(changes(), told + 1);
});

Deno.test("a device that does not ring disturbs nobody, and the person may be disturbed elsewhere", () => {
  const { quiet, changes } = tab();
  quiet.ringHere(false);
  deepEqual([quiet.mayDisturb, quiet.wanted, quiet.ringsHere, changes()], [false, null, false, 1]);
  quiet.ringHere(true);
  equal(quiet.mayDisturb, true);
});

Deno.test("what another tab of the device has chosen counts at once", () => {
  const one = tab();
  const other = tab(one.storage);
  one.quiet.ringHere(false);
  equal(other.quiet.mayDisturb, false);
});

Deno.test("a page that is loaded again knows what held last before the server has told", () => {
  const one = tab();
  one.quiet.learned({ until: one.clock.wallTime() + HOUR });
  equal(tab(one.storage, one.clock).quiet.mayDisturb, false);
  one.quiet.learned(null);
  equal(tab(one.storage, one.clock).quiet.mayDisturb, true);
});

Deno.test("what is kept in another shape counts as nothing", () => {
  const storage = new FakeStorage();
  storage.setItem("wanted", '{"until":"tomorrow"}');
  storage.setItem("rings", '"no"');
  equal(tab(storage).quiet.mayDisturb, true);
});

Deno.test("nothing runs after the end", () => {
  const { quiet, clock } = tab();
  quiet.learned({ until: clock.wallTime() + HOUR });
  quiet.dispose();
  deepEqual(clock.pending, []);
});

Deno.test("an hour is an hour, and the morning is the next one after the night", () => {
  const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
  equal(forAnHour(at(27, 13)).until, at(27, 14));
  equal(untilMorning(at(27, 22)).until, at(28, 8));
  equal(untilMorning(at(27, 7, 30)).until, at(28, 8));
  equal(untilMorning(at(28, 0, 30)).until, at(28, 8), "the night has not ended yet");
  equal(untilMorning(at(30, 12)).until, new Date(2026, 11, 1, 8).getTime());
});
