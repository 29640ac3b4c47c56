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

Deno.test("a clock that is set back makes no tap blind, and one that is set forward makes none sure", () => {
  const clock = new ManualClock();
  const guard = new PressGuard(clock);
  guard.moved();
  clock.moveWallTime(3_600_000);
  guard.pressed("finger");
  equal(guard.isBlind, true);
  clock.moveWallTime(-7_200_000);
  clock.advance(400);
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
