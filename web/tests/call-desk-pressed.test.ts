import { deepEqual, equal, match, ok } from "node:assert/strict";
import { ApiError, Intercepted, Unreachable } from "../src/api/api-error.ts";
import { BASE, CALL, WorkerWorld } from "./support/worker-world.ts";

Deno.test("pressing it leads to the page that rings, before one that has the focus", async () => {
  const world = new WorkerWorld();
  const focused = world.window("focused", { focused: true, visibilityState: "visible" });
  const ringing = world.window("ringing");
  ringing.presence = { ...ringing.presence, callId: CALL.callId };
  focused.presence = { ...focused.presence, isConnected: false };
  await world.pushesIncoming();
  await world.presses();
  deepEqual(ringing.heard, [{ type: "open", base: BASE, callId: CALL.callId, answer: false }]);
  ok(ringing.focused);
  deepEqual([focused.heard, world.opened], [[], []]);
});

Deno.test("a page that is signed in is preferred to one that is not", async () => {
  const world = new WorkerWorld();
  const other = world.window("sign-in", { focused: true });
  other.presence = { ...other.presence, userId: null, isVisible: true, isConnected: false };
  const page = world.window("page");
  await world.pushesIncoming();
  await world.presses();
  equal(page.heard.length, 1);
  equal(other.heard.length, 0);
});

Deno.test("answer tells the open page to answer", async () => {
  const world = new WorkerWorld();
  const page = world.window("tab");
  await world.pushesIncoming();
  await world.presses("answer");
  deepEqual(page.heard, [{ type: "open", base: BASE, callId: CALL.callId, answer: true }]);
});

Deno.test("without a page one is opened at the call, and hears once that it is to answer", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.presses("answer");
  deepEqual(world.opened, [`${BASE}#call=call-of-bo`]);
  const page = world.window("new");
  await world.desk.told({ type: "arrived", callId: CALL.callId }, page);
  deepEqual(page.heard, [{ type: "open", base: BASE, callId: CALL.callId, answer: true }]);
  await world.desk.told({ type: "arrived", callId: CALL.callId }, page);
  equal(page.heard.length, 1);
});

Deno.test("an address alone answers no call", async () => {
  const world = new WorkerWorld();
  const page = world.window("from elsewhere");
  await world.desk.told({ type: "arrived", callId: CALL.callId }, page);
  deepEqual(page.heard, []);
});

Deno.test("a page that takes longer than a minute to open answers nothing", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.presses("answer");
  world.clock.advance(60_001);
  const page = world.window("late");
  await world.desk.told({ type: "arrived", callId: CALL.callId }, page);
  deepEqual(page.heard, []);
});

Deno.test("what says nothing of a call leads to the page", async () => {
  const world = new WorkerWorld();
  await world.desk.pressed(null, "");
  deepEqual(world.opened, [BASE]);
  const page = world.window("tab");
  await world.desk.pressed(null, "");
  deepEqual([page.heard, page.focused], [[], true]);
});

Deno.test("decline needs no page", async () => {
  const world = new WorkerWorld();
  await world.pushesIncoming();
  await world.presses("decline");
  deepEqual([world.declined, world.opened, world.titles], [["call-of-bo"], [], []]);
});

for (const [status, code] of [[404, "unknown_call"], [409, "wrong_state"]] as const) {
  Deno.test(`declining a call that has stopped ringing (${code}) is nothing to talk about`, async () => {
    const world = new WorkerWorld();
    world.declines = () => Promise.reject(new ApiError(status, code, "It does not ring.", null));
    await world.pushesIncoming();
    await world.presses("decline");
    deepEqual(world.titles, []);
  });
}

for (
  const [error, words] of [
    [new Unreachable("POST"), /server gives no answer/],
    [new Intercepted("POST"), /sign-in answers/],
    [new ApiError(401, "sign_in_required", "Sign in first.", null), /not signed in/],
    [
      new ApiError(404, "not_found", "There is nothing at this address.", null),
      /nothing at this address\. Press here/,
    ],
    [
      new ApiError(409, "other_user", "Somebody else is signed in in this browser now.", null),
      /Somebody else has signed in in this browser\. Press here/,
    ],
    [
      new ApiError(429, "rate_limited", "That was a lot at once.", null),
      /That was a lot at once\. Press here/,
    ],
  ] as const
) {
  Deno.test(`that a call could not be declined is said: ${words.source}`, async () => {
    const world = new WorkerWorld();
    world.declines = () => Promise.reject(error);
    await world.pushesIncoming();
    await world.presses("decline");
    deepEqual(world.titles, ["Bo’s call could not be declined"]);
    match(world.tray.shown.get(CALL.callId)?.options.body ?? "", words);
  });
}

Deno.test("a button of a notification that was meant for another one does nothing but lead to the page", async () => {
  const world = new WorkerWorld();
  await world.pushesEnd("no_answer", true);
  await world.presses("decline");
  deepEqual([world.declined, world.opened], [[], [`${BASE}#call=call-of-bo`]]);
});
