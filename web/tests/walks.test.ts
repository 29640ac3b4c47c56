import { deepEqual, equal } from "node:assert/strict";
import { DEVICE_STATES, type DeviceEvent, type DeviceState, TRANSITION_TABLE } from "../src/contract.ts";
import { type Entry, Walker } from "./support/walker.ts";
import printed from "./walks.json" with { type: "json" };

// Printed by the model that the proof explores (`make contract`): what it does, the real runner must do. JSON
// has no tuples, so the type is told.
const walks = printed as unknown as readonly (readonly Entry[])[];

const TIMED = new Set(
  DEVICE_STATES.filter((state) =>
    Object.entries(TRANSITION_TABLE[state]).some(([event]) => event.endsWith("Timeout"))
  ),
);

const LOOKING = new Set(
  DEVICE_STATES.filter((state) => TRANSITION_TABLE[state].negotiationStalled !== undefined),
);

/**
 * These take a third person, or an order of messages that chance does not bring about; tests of their own show what they
 * do, or the invariants of the table.
 */
const NOT_ON_A_WALK: readonly string[] = [
  "accepting offerReceived",
  "calling snapshotRinging",
  "claiming snapshotOfOtherCall",
  "continuing snapshotInCallAsCallee",
  "continuing snapshotInCallAsCaller",
  "continuing snapshotOfOtherCall",
  "dialing incoming",
  "dialing snapshotRinging",
  "interrupted mediaSilent",
  "redialing snapshotElsewhere",
  "redialing snapshotOfOtherCall",
];

Deno.test("on every walk of the model the runner goes the same way and says the same", async (t) => {
  for (const [number, walk] of walks.entries()) {
    await t.step(`walk ${number + 1}, ${walk.length} facts`, () => follow(walk));
  }
});

Deno.test("the walks come across every cell of the table but a few, and those are known", async () => {
  const visited = new Set<string>();
  const untouched = { ...TRANSITION_TABLE };
  for (const state of DEVICE_STATES) {
    const row = new Proxy(untouched[state], {
      get: (cells, event: DeviceEvent) => {
        if (cells[event] !== undefined) visited.add(`${state} ${event}`);
        return cells[event];
      },
    });
    Object.assign(TRANSITION_TABLE, { [state]: row });
  }
  try {
    for (const walk of walks) await follow(walk);
  } finally {
    Object.assign(TRANSITION_TABLE, untouched);
  }
  const missing = DEVICE_STATES.flatMap((state) =>
    Object.keys(untouched[state]).map((event) => `${state} ${event}`)
  ).filter((cell) => !visited.has(cell));
  deepEqual(missing.sort(), [...NOT_ON_A_WALK].sort());
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
    // Each state has the deadline that the table knows, or none; and while a path is looked for there is a next try.
    const expectedTimers = Number(TIMED.has(state as DeviceState)) +
      Number(LOOKING.has(state as DeviceState));
    equal(walker.timers, expectedTimers, `timers after:\n  ${story.join("\n  ")}`);
  }
}
