import { deepEqual } from "node:assert/strict";
import { OrderHold } from "../src/list/order-hold.ts";
import { ManualClock } from "./support/manual-clock.ts";

function list() {
  const clock = new ManualClock();
  const told: boolean[] = [];
  return { clock, told, hold: new OrderHold(clock, (isHeld) => told.push(isHeld)) };
}

Deno.test("rows are held while the list is used, and released when it is left", () => {
  const { told, hold } = list();
  hold.used();
  hold.used();
  deepEqual(told, [true]);
  hold.left();
  deepEqual(told, [true, false]);
});

Deno.test("a pointer that was left lying on the list holds it for a while only", () => {
  const { clock, told, hold } = list();
  hold.used();
  clock.advance(9_000);
  hold.used();
  clock.advance(9_999);
  deepEqual(told, [true]);
  clock.advance(1);
  deepEqual(told, [true, false]);
  hold.used();
  deepEqual(told, [true, false, true]);
});

Deno.test("a list that was left stays released", () => {
  const { clock, told, hold } = list();
  hold.used();
  hold.left();
  clock.advance(20_000);
  deepEqual(told, [true, false]);
  deepEqual(clock.pending, []);
});
