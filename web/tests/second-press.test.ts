import { equal } from "node:assert/strict";
import { DOUBLE_CLICK, type Press, SecondPress } from "../src/manners/second-press.ts";

const HANG_UP = { left: 0, right: 100, top: 0, bottom: 40 };
const CALL_AGAIN = { left: 20, right: 120, top: 10, bottom: 50 };
const BESIDE = { left: 101, right: 201, top: 0, bottom: 40 };

/** A press on the control that has this place. */
function press(area: Press["area"], timeStamp = 0, clientX = 50): Press {
  return { control: area, area, clientX, clientY: 20, timeStamp };
}

Deno.test("the second press of a double click is not for what has appeared where the first was", () => {
  const presses = new SecondPress();
  equal(presses.isMeant(press(HANG_UP)), true);
  equal(presses.isMeant(press(CALL_AGAIN, 150)), false);
  equal(presses.isMeant(press(CALL_AGAIN, DOUBLE_CLICK - 1)), false);
  equal(presses.isMeant(press(CALL_AGAIN, DOUBLE_CLICK)), true);
});

Deno.test("the same control takes every press, and another one that is beside it takes its own", () => {
  const presses = new SecondPress();
  equal(presses.isMeant(press(HANG_UP)), true);
  equal(presses.isMeant(press(HANG_UP)), true);
  equal(presses.isMeant(press(BESIDE, 0, 110)), true);
});

Deno.test("a press on what a label names follows that on the label", () => {
  const presses = new SecondPress();
  const box = {};
  equal(presses.isMeant({ ...press(HANG_UP), control: box }), true);
  equal(presses.isMeant({ ...press(CALL_AGAIN), control: box }), true);
});
