import { deepEqual, equal } from "node:assert/strict";
import { DEVICE_STATES, DEVICE_TABLE, type DeviceState } from "../src/contract.ts";
import { type Entry, Walker } from "./support/walker.ts";
import printed from "./walks.json" with { type: "json" };

// Printed by the model that the proof explores (`make contract`): what it does, the real runner must do. JSON
// has no tuples, so the type is told.
const walks = printed as unknown as readonly (readonly Entry[])[];

const TIMED = new Set(
  DEVICE_STATES.filter((state) =>
    Object.entries(DEVICE_TABLE[state]).some(([event]) => event.endsWith("Timeout"))
  ),
);

Deno.test("on every walk of the model the runner goes the same way and says the same", async (t) => {
  for (const [number, walk] of walks.entries()) {
    await t.step(`walk ${number + 1}, ${walk.length} facts`, () => follow(walk));
  }
});

async function follow(walk: readonly Entry[]): Promise<void> {
  const walker = new Walker();
  const story: string[] = [];
  for (const [fact, state, said] of walk) {
    await walker.take(fact);
    story.push(fact);
    const seen = { state: walker.state, said: walker.takeSaid() };
    const expected = { state, said };
    const words = `${JSON.stringify(seen)}, not ${JSON.stringify(expected)}, after:\n  ${story.join("\n  ")}`;
    deepEqual(seen, expected, words);
    // Each state has the one timer that the table knows, or none.
    equal(walker.timers, TIMED.has(state as DeviceState) ? 1 : 0, `timers after:\n  ${story.join("\n  ")}`);
  }
}
