import { deepEqual, equal } from "node:assert/strict";
import { ApiError, Unreachable } from "../src/api/api-error.ts";
import { storedValue } from "../src/call/stored-value.ts";
import { identifier } from "../src/decoding/person.ts";
import type { PushManagerLike, SubscriptionLike } from "../src/notify/browser.ts";
import { bytesOf } from "../src/notify/push-keys.ts";
import { PushRunner } from "../src/notify/push-runner.ts";
import { type PushState, UNWANTED } from "../src/notify/push-state.ts";
import { FakeStorage } from "./support/fake-storage.ts";
import { settle } from "./support/manual-clock.ts";
import { alice, bo } from "./support/messages.ts";

const KEY = "BPq_-w";
const OTHER_KEY = "AAAA";

/** A browser's push manager, and the server, for whoever is signed in. */
class World implements PushManagerLike {
  readonly storage = new FakeStorage();
  readonly done: string[] = [];
  state: PushState = UNWANTED;
  held: SubscriptionLike | null = null;
  key: string | null = KEY;
  hasService = true;
  answers: () => Promise<void> = () => Promise.resolve();
  #made = 0;

  getSubscription(): Promise<SubscriptionLike | null> {
    return Promise.resolve(this.held);
  }

  subscribe(
    { applicationServerKey }: { applicationServerKey: Uint8Array<ArrayBuffer> },
  ): Promise<SubscriptionLike> {
    if (!this.hasService) return Promise.reject(new DOMException("no service", "AbortError"));
    const endpoint = `https://push.example/${++this.#made}`;
    this.done.push(`subscribe ${endpoint}`);
    this.held = {
      endpoint,
      options: { applicationServerKey: applicationServerKey.buffer },
      toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: "p", auth: "a" } }),
      unsubscribe: () => {
        this.done.push(`unsubscribe ${endpoint}`);
        this.held = null;
        return Promise.resolve(true);
      },
    };
    return Promise.resolve(this.held);
  }

  runner(userId = alice.id): PushRunner {
    return new PushRunner({
      api: {
        pushKey: () => this.answers().then(() => this.key),
        savePushSubscription: async ({ endpoint, keys }) => {
          await this.answers();
          this.done.push(`save ${endpoint} ${keys.p256dh} ${keys.auth}`);
        },
        forgetPushSubscription: async () => {
          await this.answers();
          this.done.push("forget");
        },
      },
      manager: () => Promise.resolve(this),
      userId,
      owner: storedValue(this.storage, "owner", identifier),
      changed: (state) => this.state = state,
      warn: () => {},
    });
  }
}

async function wanted(world: World, userId = alice.id): Promise<PushRunner> {
  const runner = world.runner(userId);
  runner.want(true);
  await settle();
  return runner;
}

Deno.test("who wants it is subscribed, and the server knows", async () => {
  const world = new World();
  await wanted(world);
  deepEqual(world.done, ["subscribe https://push.example/1", "save https://push.example/1 p a"]);
  equal(world.state.told, "https://push.example/1");
});

Deno.test("who never wanted it changes nothing", async () => {
  const world = new World();
  world.runner().want(false);
  await settle();
  deepEqual(world.done, []);
});

Deno.test("a page that is loaded again keeps the subscription, and tells the server, which may have lost it", async () => {
  const world = new World();
  (await wanted(world)).dispose();
  world.done.length = 0;
  await wanted(world);
  deepEqual(world.done, ["save https://push.example/1 p a"]);
});

Deno.test("a server with another key gets another subscription", async () => {
  const world = new World();
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
  const world = new World();
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
  const world = new World();
  (await wanted(world)).dispose();
  world.storage.items.clear();
  await wanted(world);
  equal(world.state.told, "https://push.example/2");
});

Deno.test("switched off, both sides forget it, even if the server is not there", async () => {
  const world = new World();
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
  const world = new World();
  const runner = world.runner();
  runner.want(true);
  runner.want(false);
  await settle();
  equal(world.held, null);
  equal(world.state.told, null);
});

Deno.test("signed out, the browser gives it back and forgets whose it was", async () => {
  const world = new World();
  const runner = await wanted(world);
  await runner.signedOut();
  equal(world.held, null);
  equal(world.storage.items.size, 0);
});

Deno.test("where the server pushes nothing no subscription is made, and one that was is let go of", async () => {
  const world = new World();
  (await wanted(world)).dispose();
  world.key = null;
  await wanted(world);
  equal(world.held, null);
  deepEqual(world.state.key, { isKnown: true, value: null });
});

Deno.test("a browser without a push service says so and is not asked over and over", async () => {
  const world = new World();
  world.hasService = false;
  await wanted(world);
  equal(world.state.trouble, "no-service");
  deepEqual(world.done, []);
});

Deno.test("what the server could not be told it is told later", async () => {
  const world = new World();
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
  const world = new World();
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
