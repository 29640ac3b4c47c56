import { deepEqual, equal, ok } from "node:assert/strict";
import type { MediaDevicesLike } from "../src/call/audio-inputs.ts";
import { type Obstacle, type ObstacleParts, Obstacles } from "../src/call/obstacles.ts";
import { createPhone } from "../src/call/phone.ts";
import { Desk } from "./support/desk.ts";
import { FakeBrowser } from "./support/fake-browser.ts";
import { settle } from "./support/manual-clock.ts";
import { bo, incoming, ready, snapshot } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";

const devices: MediaDevicesLike = new Desk();
const forbidden = () => {
  throw new DOMException("", "UnknownError");
};

function obstacles(change: Partial<ObstacleParts> = {}): Obstacles {
  return new Obstacles({
    isSecure: true,
    devices,
    allowsMicrophone: () => true,
    newConnection: () => ({ close: () => {} }),
    ...change,
  });
}

const cases: readonly [string, Partial<ObstacleParts>, Obstacle | null][] = [
  ["everything is there", {}, null],
  ["the page came without https", { isSecure: false, devices: undefined }, "insecure"],
  ["a browser trusts a page without https", { isSecure: false }, null],
  ["the browser gives no page a microphone", { devices: undefined }, "not-offered"],
  ["a policy forbids the microphone", { allowsMicrophone: () => false }, "forbidden"],
  ["the constructor of connections throws", { newConnection: forbidden }, "no-connections"],
];

for (const [where, change, obstacle] of cases) {
  Deno.test(`where ${where}: ${obstacle}`, () => equal(obstacles(change).ofCalls(), obstacle));
}

Deno.test("whether there are connections is tried once with success, and each of those is closed", () => {
  const world = { allowed: false, made: 0, closed: 0 };
  const found = obstacles({
    newConnection: () => {
      if (!world.allowed) return forbidden();
      world.made += 1;
      return { close: () => world.closed += 1 };
    },
  });
  equal(found.ofCalls(), "no-connections");
  world.allowed = true;
  deepEqual([found.ofCalls(), found.ofCalls()], [null, null]);
  deepEqual([world.made, world.closed], [1, 1]);
});

Deno.test("a call that cannot be made from this page disturbs nobody, and says so", async () => {
  const phone = new Phone();
  phone.obstacle = "no-connections";
  phone.runner.callPressed(bo);
  await phone.settle();
  equal(phone.state, "idle");
  deepEqual(phone.view.trouble, { kind: "obstacle", obstacle: "no-connections" });
  ok(phone.view.state === "idle" && phone.view.peer?.id === bo.id);
  deepEqual([phone.takeSent(), phone.microphone.isOpen], [[], false]);
});

Deno.test("a call that cannot be answered on this page rings on, says so, and can be declined", async () => {
  const phone = new Phone();
  phone.obstacle = "forbidden";
  phone.runner.received(incoming());
  phone.runner.acceptPressed();
  await phone.settle();
  equal(phone.state, "ringing");
  deepEqual(phone.view.trouble, { kind: "obstacle", obstacle: "forbidden" });
  deepEqual([phone.takeSent(), phone.peer], [[], undefined]); // nor is an answer prepared
  phone.runner.declinePressed();
  deepEqual(phone.takeSent(), ["call:reject declined"]);
});

Deno.test("a call of another device cannot be continued on a page from which none can be made", async () => {
  const phone = new Phone(undefined, snapshot({ this_device: false }));
  phone.obstacle = "insecure";
  phone.runner.continuePressed();
  await phone.settle();
  deepEqual([phone.state, phone.view.trouble?.kind, phone.takeSent()], ["idle", "obstacle", []]);
});

Deno.test("a phone tells what stands in the way before it is connected", async () => {
  const browser = new FakeBrowser();
  browser.desk.obstacles.obstacle = "no-connections";
  const phone = createPhone(browser.options);
  equal(phone.state.obstacle, null);
  await settle();
  equal(phone.state.obstacle, "no-connections");
  browser.says(ready());
  await settle();
  equal(phone.state.connection, "open");
  phone.close();
});
