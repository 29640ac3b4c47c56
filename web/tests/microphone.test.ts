import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { Microphone } from "../src/call/microphone.ts";
import { MicrophoneFailure, type MicrophoneProblem } from "../src/call/microphone-failure.ts";
import { Obstacles } from "../src/call/obstacles.ts";
import { BUILT_IN, Desk, HEADSET, PHONES } from "./support/desk.ts";
import { ManualClock } from "./support/manual-clock.ts";

Deno.test("asks for sound and nothing else, and once while it is open", async () => {
  const desk = new Desk();
  const track = await desk.microphone.open();
  equal(await desk.microphone.open(), track);
  deepEqual(desk.asked, [null]);
});

Deno.test("closing stops the track, also one that is still being asked for", async () => {
  const desk = new Desk();
  await desk.microphone.open();
  desk.microphone.close();
  deepEqual(desk.open, []);
  const { promise, resolve } = Promise.withResolvers<void>();
  desk.question = promise;
  const opening = desk.microphone.open();
  desk.microphone.close();
  resolve();
  await rejects(opening, MicrophoneFailure);
  equal(desk.tracks.length, 2);
  deepEqual(desk.open, []);
  equal(desk.listeners.size, 0);
});

Deno.test("choosing another device stops the old one and keeps the mute", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.open();
  desk.microphone.muted = true;
  await desk.microphone.choose("headset");
  deepEqual(desk.asked, [null, "headset"]);
  deepEqual(desk.open, ["Headset"]);
  equal(desk.track?.enabled, false);
  desk.microphone.muted = false;
  ok(desk.track?.enabled);
  equal(desk.told(), "fine");
});

Deno.test("a mute is over with the call", async () => {
  const desk = new Desk();
  await desk.microphone.open();
  desk.microphone.muted = true;
  desk.microphone.close();
  await desk.microphone.open();
  ok(desk.track?.enabled);
});

Deno.test("a device that cannot be had leaves the old one in use, and is told", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.open();
  desk.broken.set("headset", "NotReadableError");
  await desk.microphone.choose("headset");
  await desk.settle();
  deepEqual(desk.open, ["Built-in"]);
  equal(desk.told(), "kept not-readable");
  equal(desk.microphone.deviceId, "built-in");
  desk.broken.clear();
  await desk.microphone.choose("headset");
  equal(desk.told(), "fine");
});

Deno.test("of two choices in quick succession the later one counts", async () => {
  const desk = new Desk([BUILT_IN, HEADSET, PHONES]);
  await desk.microphone.open();
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  const first = desk.microphone.choose("headset");
  desk.question = null;
  await desk.microphone.choose("phones");
  slow.resolve();
  await first;
  await desk.settle();
  deepEqual(desk.open, ["Earphones"]);
  equal(desk.microphone.deviceId, "phones");
  equal(desk.told(), "fine");
});

Deno.test("the failure of a choice that was overtaken is nobody's trouble", async () => {
  const desk = new Desk([BUILT_IN, HEADSET, PHONES]);
  await desk.microphone.open();
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  const first = desk.microphone.choose("headset");
  desk.question = null;
  await desk.microphone.choose("phones");
  desk.broken.set("headset", "NotReadableError");
  slow.resolve();
  await first;
  deepEqual(desk.open, ["Earphones"]);
  equal(desk.told(), "fine");
});

Deno.test("choosing while it is closed opens nothing, but is remembered", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.choose("headset");
  deepEqual(desk.asked, []);
  await desk.microphone.open();
  deepEqual(desk.asked, ["headset"]);
});

Deno.test("the chosen device outlives the page, until the system's own choice is chosen", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.open();
  await desk.microphone.choose("headset");
  desk.microphone.close();
  const next = desk.sitDown();
  await next.open();
  deepEqual(desk.open, ["Headset"]);
  await next.choose(null);
  next.close();
  await desk.sitDown().open();
  deepEqual(desk.open, ["Built-in"]);
});

Deno.test("a chosen device that does not answer costs no call: the system's own choice is taken", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.choose("headset");
  desk.broken.set("headset", "NotReadableError");
  await desk.microphone.open();
  await desk.settle();
  deepEqual(desk.asked, ["headset", null]);
  deepEqual(desk.open, ["Built-in"]);
  desk.microphone.close();
  desk.broken.clear();
  await desk.microphone.open();
  deepEqual(desk.open, ["Headset"]);
});

Deno.test("a person who refuses the chosen device is not asked for another one", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.choose("headset");
  desk.broken.set("", "NotAllowedError");
  await rejects(desk.microphone.open(), { problem: "not-allowed" });
  deepEqual(desk.asked, ["headset"]);
});

const problems: readonly [string, MicrophoneProblem][] = [
  ["NotAllowedError", "not-allowed"],
  ["NotFoundError", "not-found"],
  ["OverconstrainedError", "not-found"],
  ["NotReadableError", "not-readable"],
  ["AbortError", "not-readable"],
  ["SecurityError", "insecure"],
  ["TypeError", "unknown"],
];

for (const [name, problem] of problems) {
  Deno.test(`${name} is ${problem}`, async () => {
    const desk = new Desk();
    desk.broken.set("", name);
    await rejects(desk.microphone.open(), { problem });
    equal(desk.told(), "closed");
  });
}

Deno.test("nobody is asked for a microphone that a page does not get", async () => {
  const desk = new Desk();
  for (const obstacle of ["insecure", "forbidden", "not-offered"] as const) {
    desk.obstacles.obstacle = obstacle;
    await rejects(desk.microphone.open(), { problem: obstacle });
  }
  deepEqual(desk.asked, []);
});

Deno.test("where a browser has nothing to open microphones with there is none", async () => {
  const chosen = { load: () => null, save: () => {} };
  const obstacles = new Obstacles({
    isSecure: false,
    devices: undefined,
    allowsMicrophone: () => true,
    newConnection: () => ({ close: () => {} }),
  });
  const microphone = new Microphone(
    {
      devices: undefined,
      obstacles,
      chosen,
      processing: chosen,
      clock: new ManualClock(),
      report: reportError,
    },
    { trackChanged: () => {}, trackEnds: () => {}, stateChanged: () => {}, devicesListed: () => {} },
  );
  await rejects(microphone.open(), { problem: "insecure" });
});

Deno.test("the list holds microphones that have a name to choose by, and follows what is plugged in", async () => {
  const desk = new Desk([HEADSET]);
  await desk.microphone.open();
  await desk.settle();
  deepEqual(desk.listed, [HEADSET]);
  desk.change([HEADSET, PHONES]);
  await desk.settle();
  deepEqual(desk.listed, [HEADSET, PHONES]);
});
