import { deepEqual } from "node:assert/strict";
import { EventQueue } from "../src/call/event-queue.ts";

/** Notes when an event begins and ends; what it brings about in between is told by the test. */
function queue(effects: Readonly<Record<string, (put: (event: string) => void) => void>>) {
  const log: string[] = [];
  const faults: unknown[] = [];
  const events: EventQueue<string> = new EventQueue((event) => {
    log.push(`${event} begins`);
    effects[event]?.((next) => events.put(next));
    log.push(`${event} ends`);
  }, (fault) => faults.push(fault));
  return { events, log, faults };
}

Deno.test("what an event brings about comes after its end, in its order", () => {
  const { events, log } = queue({
    first: (put) => {
      put("second");
      put("third");
    },
    second: (put) => put("fourth"),
  });
  events.put("first");
  const names = ["first", "second", "third", "fourth"];
  deepEqual(log, names.flatMap((name) => [`${name} begins`, `${name} ends`]));
});

Deno.test("a fault is reported, and what was brought about before it is dealt with at once", () => {
  const fault = new Error("a fault");
  const { events, log, faults } = queue({
    first: (put) => {
      put("second");
      put("third");
      throw fault;
    },
    second: () => {
      throw fault;
    },
  });
  events.put("first");
  deepEqual(log, ["first begins", "second begins", "third begins", "third ends"]);
  deepEqual(faults, [fault, fault]);
  events.put("later");
  deepEqual(log.slice(4), ["later begins", "later ends"]);
});
