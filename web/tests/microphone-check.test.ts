import { deepEqual, equal } from "node:assert/strict";
import { BUILT_IN } from "./support/desk.ts";
import { CheckWorld } from "./support/check-world.ts";
import { settle } from "./support/manual-clock.ts";

Deno.test("a microphone is good once a voice was heard, and not by the noise of a room", async () => {
  const world = new CheckWorld();
  world.loudness = 0.003;
  const check = world.check();
  check.start();
  await world.pass(1_000);
  equal(world.told("microphone"), "running");
  world.loudness = 0.1;
  await world.pass(100);
  equal(world.told("microphone"), "fine");
  world.loudness = 0;
  await world.pass(12_000);
  equal(world.told("microphone"), "fine");
  deepEqual(world.desk.open, [BUILT_IN.label]);
  check.dispose();
  deepEqual(world.desk.open, []);
});

Deno.test("who says nothing for ten seconds is told, and may still say something", async () => {
  const world = new CheckWorld();
  const check = world.check();
  check.start();
  await world.pass(9_900);
  equal(world.told("microphone"), "running");
  await world.pass(100);
  equal(world.told("microphone"), "weak silent");
  world.loudness = 0.1;
  await world.pass(100);
  equal(world.told("microphone"), "fine");
  check.dispose();
});

Deno.test("where sound cannot be measured nobody is told that they are silent", async () => {
  const world = new CheckWorld();
  world.isAudible = false;
  world.loudness = 0.5;
  const check = world.check();
  check.start();
  await world.pass(10_000);
  equal(world.told("microphone"), "weak unmeasured");
  world.isAudible = true;
  await world.pass(100);
  equal(world.told("microphone"), "fine");
  check.dispose();
});

Deno.test("a question of the browser that nobody answers is told, and may still be answered", async () => {
  const world = new CheckWorld();
  const question = Promise.withResolvers<void>();
  world.desk.question = question.promise;
  const check = world.check();
  check.start();
  await world.pass(9_900);
  equal(world.told("microphone"), "waiting");
  await world.pass(100);
  equal(world.told("microphone"), "weak unanswered");
  question.resolve();
  await settle();
  equal(world.told("microphone"), "weak silent");
  world.loudness = 0.1;
  await world.pass(100);
  equal(world.told("microphone"), "fine");
  check.dispose();
});

for (
  const [error, problem] of [
    ["NotAllowedError", "not-allowed"],
    ["NotFoundError", "not-found"],
    ["NotReadableError", "not-readable"],
  ] as const
) {
  Deno.test(`a microphone that cannot be had is told: ${problem}`, async () => {
    const world = new CheckWorld();
    world.desk.broken.set("", error);
    const check = world.check();
    check.start();
    await world.pass(12_000);
    equal(world.told("microphone"), `failed ${problem}`);
    check.dispose();
  });
}

Deno.test("one that is unplugged meanwhile does not count as heard", async () => {
  const world = new CheckWorld();
  const check = world.check();
  check.start();
  await settle();
  world.desk.track?.end();
  equal(world.told("microphone"), "failed not-readable");
  world.loudness = 0.5;
  await world.pass(12_000);
  equal(world.told("microphone"), "failed not-readable");
  check.dispose();
});
