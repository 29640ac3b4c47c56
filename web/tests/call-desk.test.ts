import { deepEqual, equal } from "node:assert/strict";
import { ApiError } from "../src/api/api-error.ts";
import { settle } from "./support/manual-clock.ts";
import { alice, bo } from "./support/messages.ts";
import { BASE, CALL, recent, WorkerWorld } from "./support/worker-world.ts";

const RINGS = "Bo is calling";
const MISSED = "Missed call from Bo";

Deno.test("a call is shown that rings while no page is open, with both buttons, and stays until it is over", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  deepEqual(world.titles, [RINGS]);
  const shown = world.tray.shown.get(CALL.callId)?.options;
  equal(shown?.requireInteraction, true);
  equal(shown?.renotify, false);
  deepEqual(shown?.actions, [
    { action: "answer", title: "Answer" },
    { action: "decline", title: "Decline" },
  ]);
  equal(shown?.icon, `${BASE}assets/icon-192.png`);
  equal(shown?.body, `A call in Duet from ${bo.username}`);
});

Deno.test("where notifications have no buttons it says what pressing it does", async () => {
  const world = new WorkerWorld(0);
  await world.pushesIncoming();
  const shown = world.tray.shown.get(CALL.callId)?.options;
  equal(shown?.actions, undefined);
  equal(shown?.body, `A call in Duet from ${bo.username}. Press here to see it.`);
});

Deno.test("a page that somebody looks at rings itself, and nothing is shown beside it", async () => {
  const world = new WorkerWorld();
  world.window("tab", { visibilityState: "visible" });
  await world.pushesIncoming();
  deepEqual(world.tray.titles, []);
});

for (
  const [what, change] of [
    ["is hidden", {}],
    ["has no connection", {
      visibilityState: "visible",
      presence: { base: BASE, userId: alice.id, isVisible: true, isConnected: false, callId: null },
    }],
    ["is not signed in", {
      visibilityState: "visible",
      presence: { base: BASE, userId: null, isVisible: true, isConnected: false, callId: null },
    }],
    ["belongs to another Duet below this one", {
      visibilityState: "visible",
      url: `${BASE}other/`,
      presence: { base: `${BASE}other/`, userId: alice.id, isVisible: true, isConnected: true, callId: null },
    }],
    ["is somebody else's", { visibilityState: "visible", url: "https://duet.example/" }],
  ] as const
) {
  Deno.test(`a page that ${what} does not keep a call from being shown`, async () => {
    const world = new WorkerWorld();
    world.window("tab", change);
    await world.pushesIncoming();
    deepEqual(world.titles, [RINGS]);
  });
}

Deno.test("a page that can be seen and is busy is waited for longer, two seconds at most", async () => {
  const world = new WorkerWorld();
  world.window("tab", { visibilityState: "visible", isAsleep: true });
  const pushed = world.pushesIncoming();
  await settle();
  world.clock.advance(1_999);
  await settle();
  deepEqual(world.titles, []);
  world.clock.advance(1);
  await pushed;
  deepEqual(world.titles, [RINGS]);
});

Deno.test("a page that sleeps is not waited for longer than half a second", async () => {
  const world = new WorkerWorld();
  world.window("tab", { isAsleep: true });
  const pushed = world.pushesIncoming();
  await settle();
  deepEqual(world.titles, []);
  world.clock.advance(500);
  await pushed;
  deepEqual(world.titles, [RINGS]);
});

Deno.test("a call for somebody who was signed in before is shown without any name", async () => {
  const world = new WorkerWorld();
  world.window("tab", {
    presence: { base: BASE, userId: bo.id, isVisible: true, isConnected: true, callId: null },
  });
  await world.pushesIncoming();
  deepEqual(world.titles, ["A call for another account"]);
});

Deno.test("what is not understood is shown in general words", async () => {
  const world = new WorkerWorld();
  await world.desk.pushed({ type: "voice:mail" });
  deepEqual(world.titles, ["Something has happened in Duet"]);
});

Deno.test("a call that nobody answers becomes a missed one in the same place", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.pushesEnd("no_answer", true);
  deepEqual(world.titles, [MISSED]);
  const shown = world.tray.shown.get(CALL.callId)?.options;
  equal(shown?.requireInteraction, undefined);
  equal(shown?.body, `It was ${bo.username}. Press here to open Duet.`);
});

Deno.test("one that was answered elsewhere rings no more, makes no noise and goes by itself", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.pushesEnd("answered_elsewhere", false);
  deepEqual(world.titles, ["Bo’s call has ended"]);
  equal(world.tray.shown.get(CALL.callId)?.options.silent, true);
  world.clock.advance(5_000);
  await settle();
  deepEqual(world.titles, []);
});

Deno.test("a call that rings anew in the meantime stays", async () => {
  const world = new WorkerWorld();
  await world.pushesEnd("answered_elsewhere", false);
  await world.pushesIncoming();
  world.clock.advance(5_000);
  await settle();
  deepEqual(world.titles, [RINGS]);
});

Deno.test("an ending closes what is shown while somebody looks at a page", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  world.window("tab", { visibilityState: "visible" });
  await world.pushesEnd("no_answer", true);
  deepEqual(world.titles, []);
});

Deno.test("a push that comes too late is a missed call, if the server cannot be asked", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming(0);
  deepEqual(world.tray.titles, [MISSED]);
});

Deno.test("the server is asked for whom the call is, and nobody else has missed it", async () => {
  const world = new WorkerWorld();
  world.tells = () => Promise.reject(new ApiError(409, "other_user", "Somebody else is signed in.", null));
  await world.pushesIncoming(0);
  deepEqual(world.tray.titles, ["Bo’s call has ended"]);
  await world.pushesIncoming();
  await world.presses("decline");
  deepEqual(world.askedFor, [alice.id, alice.id]);
});

Deno.test("one that is late by this device's clock alone rings", async () => {
  const world = new WorkerWorld();
  world.tells = () => Promise.resolve(recent({}));
  await world.pushesIncoming(-60_000);
  deepEqual(world.titles, [RINGS]);
});

Deno.test("one that comes after it was answered elsewhere is not called missed", async () => {
  const world = new WorkerWorld();
  world.tells = () => Promise.resolve(recent({ answeredAt: 1 }));
  await world.pushesIncoming(-1);
  deepEqual(world.tray.titles, ["Bo’s call has ended"]);
});

Deno.test("a hidden page that rings is told for, once, however many pages there are", async () => {
  const world = new WorkerWorld();
  for (const id of ["one", "two"]) world.window(id);
  for (const page of world.windows) await world.rings(page);
  deepEqual(world.titles, [RINGS]);
});

Deno.test("a hidden page is not told for while somebody looks at another one that rings", async () => {
  const world = new WorkerWorld();
  world.window("looked at", { visibilityState: "visible" });
  await world.rings(world.window("hidden"));
  deepEqual(world.tray.titles, []);
});

Deno.test("whoever is on the way from one tab to another, and looks at neither, is not told", async () => {
  const world = new WorkerWorld();
  const [left, next] = [world.window("left"), world.window("next")];
  const told = world.desk.told({ type: "rings", call: CALL, until: null }, left);
  await settle();
  await world.passes(400);
  next.visibilityState = "visible";
  await world.passes(100);
  await told;
  deepEqual(world.tray.titles, []);
});

Deno.test("a call that stops before it was decided whether to show it is not left standing", async () => {
  const world = new WorkerWorld();
  const page = world.window("tab", { isAsleep: true });
  const told = [
    world.desk.told({ type: "rings", call: CALL, until: null }, page),
    world.desk.told({ type: "stopped", call: CALL, missed: false }, page),
  ];
  await settle();
  await world.passes(500);
  await world.passes(500);
  await Promise.all(told);
  deepEqual(world.titles, []);
});

Deno.test("what a page rang for becomes a missed call, or nothing", async () => {
  for (const [missed, titles] of [[true, [MISSED]], [false, []]] as const) {
    const world = new WorkerWorld();
    const page = world.window("tab");
    await world.rings(page);
    await world.desk.told({ type: "stopped", call: CALL, missed }, page);
    deepEqual(world.titles, titles);
  }
});

Deno.test("whoever looks at a page has seen everything but another call that rings", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.desk.told({ type: "looked-at", callId: "another" }, null);
  deepEqual(world.titles, [RINGS]);
  await world.desk.told({ type: "looked-at", callId: CALL.callId }, null);
  deepEqual(world.titles, []);
  await world.pushesEnd("no_answer", true);
  await world.desk.told({ type: "looked-at", callId: null }, null);
  deepEqual(world.titles, []);
});

Deno.test("nothing of a person is left when they sign out, but what is another's stays", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.desk.told({ type: "signed-out", userId: bo.id }, null);
  deepEqual(world.titles, [RINGS]);
  await world.desk.told({ type: "signed-out", userId: CALL.toUserId }, null);
  deepEqual(world.titles, []);
});

Deno.test("a notification that the browser does not show stops nothing that comes after it", async () => {
  const world = new WorkerWorld();
  world.tray.showNotification = () => Promise.reject(new TypeError("No permission"));
  await world.pushesIncoming();
  deepEqual(world.warnings, ["A notification could not be shown."]);
  await world.pushesEnd("no_answer", true);
  equal(world.warnings.length, 2);
});

Deno.test("a call that two hidden tabs tell of is shown once, and not anew", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  const first = world.tray.shown.get(CALL.callId);
  await world.pushesIncoming();
  deepEqual(world.titles, [RINGS]);
  equal(world.tray.shown.get(CALL.callId), first);
});
