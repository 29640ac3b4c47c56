import { deepEqual } from "node:assert/strict";
import type { LentIceServers } from "../src/api/types.ts";
import { IceServerShelf } from "../src/call/ice-server-shelf.ts";
import { storedValue } from "../src/call/stored-value.ts";
import { flag } from "../src/decoding/decoder.ts";
import { FakeStorage } from "./support/fake-storage.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

const lent = (name: string, ttl = 3_600): LentIceServers => ({
  servers: [{ urls: `turn:${name}` }],
  relayOnly: false,
  ttl,
});

/** What somebody has who has taken them. */
const got = (name: string) => ({ servers: [{ urls: `turn:${name}` }], areKnown: true, relayOnly: false });

/** A shelf, and what its server answers: at once, when a test says so, or never. */
function shelf() {
  const clock = new ManualClock();
  const relayOnly = storedValue(new FakeStorage(), "relay-only", flag);
  const server = { answer: () => Promise.resolve(lent("first")) as Promise<LentIceServers> };
  const taken = new IceServerShelf(() => server.answer(), relayOnly, clock);
  return { clock, server, taken, relayOnly };
}

Deno.test("as long as the server answers everybody gets new servers", async () => {
  const { clock, server, taken } = shelf();
  deepEqual(await taken.take(), got("first"));
  server.answer = () => Promise.resolve(lent("second"));
  deepEqual(await taken.take(), got("second"));
  deepEqual(clock.pending, []);
});

for (const [how, elapsed, patience] of [["good", 1_799_999, 300], ["stale", 1_800_000, 2_000]] as const) {
  Deno.test(`a server that does not answer is waited for no longer than ${patience} ms with ${how} ones at hand`, async () => {
    const { clock, server, taken } = shelf();
    await taken.take();
    const late = Promise.withResolvers<LentIceServers>();
    server.answer = () => late.promise;
    clock.advance(elapsed);
    let found: unknown = null;
    void taken.take().then((servers) => found = servers);
    await settle();
    clock.advance(patience - 1);
    await settle();
    deepEqual(found, null);
    clock.advance(1);
    await settle();
    deepEqual(found, got("first"));
    // What comes later is there for the next one.
    late.resolve(lent("second"));
    await settle();
    server.answer = () => Promise.reject(new Error("gone"));
    deepEqual(await taken.take(), got("second"));
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
  deepEqual(await taken.take(), got("newer"));
  slow.resolve(lent("older"));
  await settle();
  server.answer = () => Promise.reject(new Error("gone"));
  deepEqual(await taken.take(), got("newer"));
  clock.advance(10_000);
});

Deno.test("without any at hand the answer is waited for, and without one there are direct paths", async () => {
  const { server, taken } = shelf();
  server.answer = () => Promise.reject(new Error("no network"));
  deepEqual(await taken.take(), { servers: [], areKnown: false, relayOnly: false });
});

Deno.test("whoever may use a relay only uses nothing else when the server cannot be asked, also after a reload", async () => {
  const { server, taken, relayOnly, clock } = shelf();
  server.answer = () => Promise.resolve({ ...lent("first"), relayOnly: true });
  deepEqual(await taken.take(), { ...got("first"), relayOnly: true });
  const silent = () => Promise.reject(new Error("no network"));
  const afterReload = new IceServerShelf(silent, relayOnly, clock);
  deepEqual(await afterReload.take(), { servers: [], areKnown: false, relayOnly: true });
  server.answer = () => Promise.resolve(lent("second"));
  await taken.take();
  deepEqual(await new IceServerShelf(silent, relayOnly, clock).take(), {
    servers: [],
    areKnown: false,
    relayOnly: false,
  });
});

Deno.test("after a choice that the servers at hand know nothing of, they are not used any more", async () => {
  const { server, taken, clock } = shelf();
  await taken.take();
  taken.chosen(true);
  const slow = Promise.withResolvers<LentIceServers>();
  server.answer = () => slow.promise;
  let found: unknown = null;
  void taken.take().then((servers) => found = servers);
  clock.advance(5_000);
  await settle();
  deepEqual(found, null);
  slow.reject(new Error("no network"));
  await settle();
  deepEqual(found, { servers: [], areKnown: false, relayOnly: true });
});

Deno.test("an answer that was asked for before the choice does not undo it", async () => {
  const { server, taken } = shelf();
  const before = Promise.withResolvers<LentIceServers>();
  server.answer = () => before.promise;
  const asked = taken.take();
  taken.chosen(true);
  before.resolve(lent("before"));
  deepEqual(await asked, { servers: [], areKnown: false, relayOnly: true });
});

Deno.test("a page whose servers were lent before honours at once what another page of this browser was told", async () => {
  const { server, taken, relayOnly, clock } = shelf();
  await taken.take();
  server.answer = () => new Promise(() => {});
  relayOnly.save(true);
  let found: unknown = null;
  void taken.take().then((servers) => found = servers);
  clock.advance(300);
  await settle();
  deepEqual(found, { ...got("first"), relayOnly: true });
});

/** What whoever talks is told of, one after the other. */
function renewals(taken: IceServerShelf) {
  const told: unknown[] = [];
  return { told, stop: taken.renew((servers) => told.push(servers)) };
}

Deno.test("as long as somebody talks there are new servers whenever half of the time of the old ones is over", async () => {
  const { clock, server, taken } = shelf();
  await taken.take();
  const { told, stop } = renewals(taken);
  server.answer = () => Promise.resolve(lent("second"));
  clock.advance(1_799_999);
  await settle();
  deepEqual(told, []);
  clock.advance(1);
  await settle();
  deepEqual(told, [got("second")]);
  server.answer = () => Promise.resolve(lent("third"));
  clock.advance(1_799_999);
  await settle();
  deepEqual(told, [got("second")]);
  clock.advance(1);
  await settle();
  deepEqual(told, [got("second"), got("third")]);
  stop();
  clock.advance(10 * 3_600_000);
  await settle();
  deepEqual(told.length, 2);
  deepEqual(clock.pending, []);
});

Deno.test("servers that were taken meanwhile need no renewal before half of their own time", async () => {
  const { clock, server, taken } = shelf();
  await taken.take();
  const { told } = renewals(taken);
  clock.advance(1_000_000);
  server.answer = () => Promise.resolve(lent("for a restart"));
  await taken.take();
  server.answer = () => Promise.resolve(lent("too early"));
  clock.advance(1_799_999);
  await settle();
  deepEqual(told, []);
});

Deno.test("a renewal that fails or hangs is tried again each minute", async () => {
  const { clock, server, taken } = shelf();
  await taken.take();
  const { told } = renewals(taken);
  server.answer = () => Promise.reject(new Error("no network"));
  clock.advance(1_800_000);
  await settle();
  server.answer = () => new Promise(() => {});
  clock.advance(60_000);
  await settle();
  deepEqual(told, []);
  server.answer = () => Promise.resolve(lent("at last"));
  clock.advance(60_000);
  await settle();
  deepEqual(told, [got("at last")]);
});

Deno.test("what comes after the talk has ended is told to nobody", async () => {
  const { clock, server, taken } = shelf();
  await taken.take();
  const { told, stop } = renewals(taken);
  const late = Promise.withResolvers<LentIceServers>();
  server.answer = () => late.promise;
  clock.advance(1_800_000);
  stop();
  late.resolve(lent("late"));
  await settle();
  deepEqual(told, []);
});
