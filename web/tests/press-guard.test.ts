import { equal } from "node:assert/strict";
import { PressGuard } from "../src/list/press-guard.ts";
import { ManualClock } from "./support/manual-clock.ts";

Deno.test("a tap that comes right after rows have moved was meant for another row", () => {
  const clock = new ManualClock();
  const guard = new PressGuard(clock);
  guard.pressed("finger");
  equal(guard.isBlind, false);
  guard.moved();
  clock.advance(399);
  guard.pressed("finger");
  equal(guard.isBlind, true);
  clock.advance(1_000); // the finger stays down for long
  equal(guard.isBlind, true);
  guard.pressed("finger");
  equal(guard.isBlind, false);
});

Deno.test("a mouse and a key press what they were at", () => {
  const guard = new PressGuard(new ManualClock());
  guard.moved();
  guard.pressed("finger");
  guard.pressed("other");
  equal(guard.isBlind, false);
});
