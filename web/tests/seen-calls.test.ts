import { deepEqual, equal } from "node:assert/strict";
import type { RecentCall } from "../src/api/types.ts";
import { SeenCalls } from "../src/history/seen-calls.ts";
import { settle } from "./support/manual-clock.ts";
import { bo } from "./support/messages.ts";

const MISSED: RecentCall = {
  callId: "call-1",
  peer: bo,
  direction: "incoming",
  reason: "no_answer",
  startedAt: 1,
  answeredAt: null,
  endedAt: 10,
};
const call = (endedAt: number, how: Partial<RecentCall> = {}): RecentCall => ({ ...MISSED, endedAt, ...how });

/** Somebody's device, and a server whose answers the test gives. */
function device() {
  const server = { answer: Promise.resolve() };
  const told: number[] = [];
  let changes = 0;
  const seen = new SeenCalls({
    markSeen: (until) => {
      told.push(until);
      return server.answer;
    },
  }, () => changes += 1);
  return { seen, server, told, changes: () => changes };
}

Deno.test("missed calls count until somebody looks at them, and the server is told once", async () => {
  const { seen, told } = device();
  const calls = [call(20), call(10)];
  equal(seen.unseen(calls), 2);
  seen.look(calls);
  seen.look(calls);
  await settle();
  equal(seen.unseen(calls), 0);
  deepEqual(told, [20]);
  equal(seen.unseen([call(30), ...calls]), 1);
});

Deno.test("what was answered or declined, here or elsewhere, or placed by oneself, counts for nothing", () => {
  const { seen } = device();
  const calls = [
    call(10, { answeredAt: 5, reason: "hung_up" }),
    call(10, { answeredAt: 5, reason: "connection_lost" }),
    call(10, { reason: "declined" }),
    call(10, { reason: "answered_elsewhere" }),
    call(10, { reason: "declined_elsewhere" }),
    call(10, { direction: "outgoing" }),
    call(10, { direction: "outgoing", reason: "cancelled" }),
  ];
  equal(seen.unseen(calls), 0);
  equal(seen.unseen([...calls, call(10, { reason: "busy" }), call(10, { reason: "cancelled" })]), 2);
});

Deno.test("a call that began before another one and ended after it is news, too", () => {
  const { seen } = device();
  const whileItRang = call(20, { startedAt: 15, reason: "busy" });
  seen.look([whileItRang]);
  equal(seen.unseen([call(45, { startedAt: 1 }), whileItRang]), 1);
});

Deno.test("what was seen on another device is seen here, and need not be told", async () => {
  const { seen, told, changes } = device();
  seen.learned(20);
  equal(seen.unseen([call(20), call(10)]), 0);
  equal(changes(), 1);
  seen.look([call(20)]);
  await settle();
  deepEqual(told, []);
});

Deno.test("a look that could not be told holds here, and is told when the server can be heard again", async () => {
  const { seen, server, told } = device();
  server.answer = Promise.reject(new Error("no answer"));
  seen.look([call(20)]);
  await settle();
  equal(seen.unseen([call(20)]), 0);
  server.answer = Promise.resolve();
  seen.learned(null);
  await settle();
  equal(seen.unseen([call(20)]), 0);
  deepEqual(told, [20, 20]);
  seen.learned(20);
  await settle();
  deepEqual(told, [20, 20]);
});

Deno.test("what is seen while one look is being told is told after it", async () => {
  const { seen, server, told } = device();
  const first = Promise.withResolvers<void>();
  server.answer = first.promise;
  seen.look([call(20)]);
  seen.look([call(30)]);
  deepEqual(told, [20]);
  first.resolve();
  await settle();
  deepEqual(told, [20, 30]);
});
