import { deepEqual } from "node:assert/strict";
import type { LentIceServers } from "../src/api/types.ts";
import { IceServerShelf } from "../src/call/ice-server-shelf.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

const lent = (name: string, ttl = 3_600): LentIceServers => ({ servers: [{ urls: `turn:${name}` }], ttl });

/** A shelf, and what its server answers: at once, when a test says so, or never. */
function shelf() {
  const clock = new ManualClock();
  const server = { answer: () => Promise.resolve(lent("first")) as Promise<LentIceServers> };
  const taken = new IceServerShelf(() => server.answer(), clock);
  return { clock, server, taken };
}

Deno.test("as long as the server answers everybody gets new servers", async () => {
  const { clock, server, taken } = shelf();
  deepEqual(await taken.take(), lent("first").servers);
  server.answer = () => Promise.resolve(lent("second"));
  deepEqual(await taken.take(), lent("second").servers);
  deepEqual(clock.pending, []);
});

for (const [how, elapsed, patience] of [["good", 1_799_999, 300], ["stale", 1_800_000, 2_000]] as const) {
  Deno.test(`a server that does not answer is waited for no longer than ${patience} ms with ${how} ones at hand`, async () => {
    const { clock, server, taken } = shelf();
    await taken.take();
    const late = Promise.withResolvers<LentIceServers>();
    server.answer = () => late.promise;
    clock.advance(elapsed);
    let got: unknown = null;
    void taken.take().then((servers) => got = servers);
    await settle();
    clock.advance(patience - 1);
    await settle();
    deepEqual(got, null);
    clock.advance(1);
    await settle();
    deepEqual(got, lent("first").servers);
    // What comes later is there for the next one.
    late.resolve(lent("second"));
    await settle();
    server.answer = () => Promise.reject(new Error("gone"));
    deepEqual(await taken.take(), lent("second").servers);
  });
}

Deno.test("while a machine sleeps the time of what is at hand goes on, also where only the wall clock tells", async () => {
  const { clock, server, taken } = shelf();
  await taken.take();
  clock.moveWallTime(12 * 3_600_000);
  server.answer = () => new Promise(() => {});
  void taken.take();
  deepEqual(clock.pending, [2_000]);
});

Deno.test("an answer that comes after that to a later question is of no use any more", async () => {
  const { clock, server, taken } = shelf();
  await taken.take();
  const slow = Promise.withResolvers<LentIceServers>();
  server.answer = () => slow.promise;
  void taken.take();
  server.answer = () => Promise.resolve(lent("newer"));
  deepEqual(await taken.take(), lent("newer").servers);
  slow.resolve(lent("older"));
  await settle();
  server.answer = () => Promise.reject(new Error("gone"));
  deepEqual(await taken.take(), lent("newer").servers);
  clock.advance(10_000);
});

Deno.test("without any at hand the answer is waited for, and without one there are direct paths", async () => {
  const { server, taken } = shelf();
  server.answer = () => Promise.reject(new Error("no network"));
  deepEqual(await taken.take(), []);
});
