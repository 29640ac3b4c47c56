import { deepEqual } from "node:assert/strict";
import { Unreachable } from "../src/api/api-error.ts";
import { settle } from "./support/manual-clock.ts";
import { recent, WorkerWorld } from "./support/worker-world.ts";

const RINGS = "Bo is calling";
const MISSED = "Missed call from Bo";

Deno.test("a call of whose end nobody tells becomes a missed one when its time is over", async () => {
  const world = new WorkerWorld();
  world.tells = () => Promise.reject(new Unreachable("GET"));
  await world.pushesIncoming();
  const quiet = world.desk.ringsNoMore();
  await settle();
  await world.passes(49_999);
  deepEqual(world.titles, [RINGS]);
  await world.passes(1);
  await quiet;
  deepEqual(world.titles, [MISSED]);
});

Deno.test("so does one whose page was closed while it rang", async () => {
  for (const until of [null, 1_700_000_095_000]) {
    const world = new WorkerWorld();
    await world.rings(world.window("hidden"), until);
    const quiet = world.desk.ringsNoMore();
    await settle();
    world.windows.length = 0;
    await world.passes(65_000);
    await quiet;
    deepEqual(world.titles, [MISSED]);
  }
});

Deno.test("of one that was answered elsewhere meanwhile it is said", async () => {
  const world = new WorkerWorld();
  world.tells = () => Promise.resolve(recent({ answeredAt: 1 }));
  await world.pushesIncoming();
  const quiet = world.desk.ringsNoMore();
  await settle();
  await world.passes(50_000);
  await quiet;
  deepEqual(world.titles, ["Bo’s call has ended"]);
});

Deno.test("one that the server still lets ring by then rings on, and is asked about again", async () => {
  const world = new WorkerWorld();
  world.tells = () => Promise.resolve(recent({}));
  await world.pushesIncoming();
  const quiet = world.desk.ringsNoMore();
  await settle();
  await world.passes(50_000);
  deepEqual(world.titles, [RINGS]);
  world.tells = () => Promise.resolve(recent({ endedAt: 1, reason: "no_answer" }));
  await world.passes(5_000);
  await quiet;
  deepEqual(world.titles, [MISSED]);
});

Deno.test("what a worker has left ringing that was stopped goes as soon as it runs again", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.passes(3_600_000);
  deepEqual(world.titles, [RINGS]);
  const page = world.window("opened", { visibilityState: "visible" });
  await world.desk.told({ type: "looked-at", callId: null }, page);
  await world.desk.ringsNoMore();
  deepEqual(world.titles, []);
});

Deno.test("while nothing rings the worker is not kept", async () => {
  const world = new WorkerWorld();
  await world.desk.ringsNoMore();
  await world.pushesIncoming();
  await world.pushesEnd("no_answer", true);
  await world.desk.ringsNoMore();
  deepEqual(world.clock.pending, []);
});

Deno.test("whenever a push comes, nothing is asked about while it is being shown", async () => {
  for (let turns = 0; turns < 100; turns += 1) {
    const world = new WorkerWorld();
    world.tells = () => Promise.resolve(recent({}));
    await world.pushesIncoming();
    void world.desk.ringsNoMore();
    await settle();
    world.clock.advance(50_000);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    await world.pushesEnd("no_answer", true);
    deepEqual(world.tray.timesCrossed, 0, `after ${turns} turns`);
  }
});
