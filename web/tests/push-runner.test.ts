import { deepEqual, equal } from "node:assert/strict";
import { ApiError, Unreachable } from "../src/api/api-error.ts";
import { bytesOf } from "../src/notify/push-keys.ts";
import type { PushRunner } from "../src/notify/push-runner.ts";
import { settle } from "./support/manual-clock.ts";
import { alice, bo } from "./support/messages.ts";
import { PushWorld } from "./support/push-world.ts";

const OTHER_KEY = "AAAA";

async function wanted(world: PushWorld, userId = alice.id): Promise<PushRunner> {
  const runner = world.runner(userId);
  runner.want(true);
  await settle();
  return runner;
}

Deno.test("who wants it is subscribed, and the server knows", async () => {
  const world = new PushWorld();
  await wanted(world);
  deepEqual(world.done, ["subscribe https://push.example/1", "save https://push.example/1 p a"]);
  equal(world.state.told, "https://push.example/1");
});

Deno.test("who never wanted it changes nothing", async () => {
  const world = new PushWorld();
  world.runner().want(false);
  await settle();
  deepEqual(world.done, []);
});

Deno.test("a page that is loaded again keeps the subscription, and tells the server, which may have lost it", async () => {
  const world = new PushWorld();
  (await wanted(world)).dispose();
  world.done.length = 0;
  await wanted(world);
  deepEqual(world.done, ["save https://push.example/1 p a"]);
});

Deno.test("a server with another key gets another subscription", async () => {
  const world = new PushWorld();
  (await wanted(world)).dispose();
  world.key = OTHER_KEY;
  world.done.length = 0;
  await wanted(world);
  deepEqual(world.done, [
    "unsubscribe https://push.example/1",
    "subscribe https://push.example/2",
    "save https://push.example/2 p a",
  ]);
});

Deno.test("a subscription never serves another person", async () => {
  const world = new PushWorld();
  (await wanted(world)).dispose();
  world.done.length = 0;
  await wanted(world, bo.id);
  deepEqual(world.done, [
    "unsubscribe https://push.example/1",
    "subscribe https://push.example/2",
    "save https://push.example/2 p a",
  ]);
});

Deno.test("one of whom nobody knows for whom it was made is made anew", async () => {
  const world = new PushWorld();
  (await wanted(world)).dispose();
  world.storage.items.clear();
  await wanted(world);
  equal(world.state.told, "https://push.example/2");
});

Deno.test("switched off, both sides forget it, even if the server is not there", async () => {
  const world = new PushWorld();
  const runner = await wanted(world);
  world.done.length = 0;
  runner.want(false);
  await settle();
  deepEqual(world.done.toSorted(), ["forget", "unsubscribe https://push.example/1"]);

  runner.want(true);
  await settle();
  world.answers = () => Promise.reject(new Unreachable("DELETE"));
  runner.want(false);
  await settle();
  equal(world.held, null);
});

Deno.test("switched off while it is being made, it is let go of", async () => {
  const world = new PushWorld();
  const runner = world.runner();
  runner.want(true);
  runner.want(false);
  await settle();
  equal(world.held, null);
  equal(world.state.told, null);
});

Deno.test("signed out, the browser gives it back and forgets whose it was", async () => {
  const world = new PushWorld();
  const runner = await wanted(world);
  await runner.signedOut();
  equal(world.held, null);
  equal(world.storage.items.size, 0);
});

Deno.test("signed out late, a page leaves alone what is another person's by now", async () => {
  const world = new PushWorld();
  const late = await wanted(world);
  await wanted(world, bo.id);
  await late.signedOut();
  equal(world.held?.endpoint, "https://push.example/2");
  equal(world.parts().owner.load(), bo.id);
});

Deno.test("where the server pushes nothing no subscription is made, and one that was is let go of", async () => {
  const world = new PushWorld();
  (await wanted(world)).dispose();
  world.key = null;
  await wanted(world);
  equal(world.held, null);
  deepEqual(world.state.key, { isKnown: true, value: null });
});

Deno.test("a browser without a push service says so and is not asked over and over", async () => {
  const world = new PushWorld();
  world.hasService = false;
  await wanted(world);
  equal(world.state.trouble, "no-service");
  deepEqual(world.done, []);
});

Deno.test("what the server could not be told it is told later", async () => {
  const world = new PushWorld();
  world.answers = () => Promise.reject(new Unreachable("GET"));
  const runner = await wanted(world);
  equal(world.state.trouble, "unreachable");
  world.answers = () => Promise.resolve();
  runner.again();
  await settle();
  equal(world.state.trouble, null);
  equal(world.state.told, "https://push.example/1");
});

Deno.test("a server that refuses the endpoint is not asked over and over", async () => {
  const world = new PushWorld();
  const runner = world.runner();
  runner.want(true);
  world.answers = () =>
    world.held === null
      ? Promise.resolve()
      : Promise.reject(new ApiError(422, "endpoint_invalid", "Not an endpoint.", "endpoint"));
  await settle();
  equal(world.state.trouble, "refused");
});

Deno.test("base64url is read as it is written", () => {
  deepEqual([...bytesOf("BPq_-w")], [4, 250, 191, 251]);
});
