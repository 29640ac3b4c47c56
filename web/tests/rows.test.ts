import { deepEqual, equal } from "node:assert/strict";
import { anchorOf, haveMoved, placeAfter, placesOf, visibleRows, withMargin } from "../src/list/rows.ts";

/** The first row that can be seen, and the first one after them that cannot. */
function seen(...parts: Parameters<typeof visibleRows>): [number, number] {
  const { first, end } = visibleRows(...parts);
  return [first, end];
}

Deno.test("rows that can be seen in part count as seen", () => {
  deepEqual(seen({ above: 0, height: 100 }, 40, 1_000), [0, 3]);
  deepEqual(seen({ above: 39, height: 100 }, 40, 1_000), [0, 4]);
  deepEqual(seen({ above: 40, height: 80 }, 40, 1_000), [1, 3]);
  deepEqual(seen({ above: 1_279_900, height: 100 }, 64, 20_000), [19_998, 20_000]);
});

Deno.test("the first row that can be seen as a whole is told from one that is cut off", () => {
  equal(visibleRows({ above: 40, height: 100 }, 40, 1_000).firstWhole, 1);
  equal(visibleRows({ above: 41, height: 100 }, 40, 1_000).firstWhole, 2);
  equal(visibleRows({ above: -10, height: 100 }, 40, 1_000).firstWhole, 0);
  equal(visibleRows({ above: 10, height: 20 }, 40, 1_000).firstWhole, 0, "a view of less than a row");
});

Deno.test("what stands above the list takes room from it", () => {
  deepEqual(seen({ above: -60, height: 100 }, 40, 10), [0, 1]);
  deepEqual(seen({ above: -200, height: 100 }, 40, 10), [0, 0]);
});

Deno.test("a list that has become shorter than its scroll position shows nothing until it is scrolled back", () => {
  deepEqual(seen({ above: 4_000, height: 100 }, 40, 3), [3, 3]);
});

Deno.test("before the height of a row is known, one row is there to be measured", () => {
  deepEqual(seen({ above: 0, height: 600 }, 0, 20_000), [0, 1]);
  deepEqual(seen({ above: 0, height: 600 }, 0, 0), [0, 0]);
});

Deno.test("half a screen of rows is there on either side, as far as there are rows", () => {
  deepEqual(withMargin({ first: 100, end: 112 }, 20_000), { first: 94, end: 118 });
  deepEqual(withMargin({ first: 2, end: 14 }, 16), { first: 0, end: 16 });
});

Deno.test("other rows are there in their places, and none twice", () => {
  deepEqual(placesOf({ first: 3, end: 6 }, [900, 4, 0]), [0, 3, 4, 5, 900]);
  deepEqual(placesOf({ first: 0, end: 0 }, []), []);
});

Deno.test("the first candidate that is still there is what the eye holds on to", () => {
  const before = ["a", "b", "c", "d"];
  deepEqual(anchorOf(before, ["new", "a", "b", "c", "d"], [2]), { was: 2, is: 3 });
  deepEqual(anchorOf(before, ["d", "a"], [1, 2, 3]), { was: 3, is: 0 });
  deepEqual(anchorOf(before, ["x"], [1, 2]), null);
  deepEqual(anchorOf(before, before, [9]), null);
});

Deno.test("rows have moved when one stands elsewhere for the eye", () => {
  const before = ["a", "b", "c", "d", "e"];
  const seen = { first: 1, end: 3 };
  equal(haveMoved(before, before, seen, 0), false);
  equal(haveMoved(before, ["new", ...before], seen, 1), false, "scrolled on by as much");
  equal(haveMoved(before, ["new", ...before], seen, 0), true);
  equal(haveMoved(before, ["a", "b", "c", "e", "d"], seen, 0), false, "below what can be seen");
  equal(haveMoved(before, ["a"], seen, 0), true);
});

Deno.test("keys lead from row to row, and stop at the ends", () => {
  const leads = (key: string, from: number) => placeAfter(key, from, 100, 10);
  deepEqual([leads("ArrowDown", 5), leads("ArrowDown", 99)], [6, 99]);
  deepEqual([leads("ArrowUp", 5), leads("ArrowUp", 0)], [4, 0]);
  deepEqual([leads("PageDown", 5), leads("PageDown", 95)], [15, 99]);
  deepEqual([leads("PageUp", 15), leads("PageUp", 5)], [5, 0]);
  deepEqual([leads("Home", 50), leads("End", 50)], [0, 99]);
  deepEqual([leads("Enter", 5), leads(" ", 5), leads("a", 5), leads("Tab", 5)], [null, null, null, null]);
});
