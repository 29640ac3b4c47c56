import { deepEqual, equal, ok } from "node:assert/strict";
import { BUILT_IN, PHONES, withBuiltIn } from "./support/desk.ts";

Deno.test("what the system silences is told until it says that it is over", async () => {
  const desk = await withBuiltIn();
  desk.track?.silence(true);
  equal(desk.told(), "silenced");
  ok(desk.track?.enabled, "the person's own mute is something else");
  desk.track?.silence(false);
  equal(desk.told(), "fine");
  equal(desk.tracks.length, 1);
});

Deno.test("what is silenced while the devices are looked at is told afterwards", async () => {
  const desk = await withBuiltIn();
  desk.microphone.check();
  desk.track?.silence(true);
  await desk.settle();
  equal(desk.told(), "silenced");
});

Deno.test("our own mute is not the system's", async () => {
  const desk = await withBuiltIn();
  desk.microphone.muted = true;
  equal(desk.told(), "fine");
  desk.track?.silence(true);
  desk.track?.silence(false);
  ok(desk.microphone.muted);
  ok(!desk.track?.enabled);
});

Deno.test("a source that is still silent when the page is seen again is opened once more", async () => {
  const desk = await withBuiltIn();
  desk.track?.silence(true);
  desk.microphone.check();
  await desk.settle();
  deepEqual(desk.asked, [null, null]);
  equal(desk.live.length, 1);
  equal(desk.told(), "fine");
});

Deno.test("it is opened once for each time the page is seen, not at every change of devices", async () => {
  const desk = await withBuiltIn();
  desk.track?.silence(true);
  desk.silenced = true;
  desk.change([BUILT_IN, PHONES]);
  await desk.settle();
  desk.change([BUILT_IN]);
  await desk.settle();
  deepEqual(desk.asked, [null, null]);
  equal(desk.told(), "silenced");
  desk.silenced = false;
  desk.microphone.check();
  await desk.settle();
  deepEqual(desk.asked, [null, null, null]);
  equal(desk.told(), "fine");
});

Deno.test("a silent source that cannot be opened again stays as it is", async () => {
  const desk = await withBuiltIn();
  desk.track?.silence(true);
  desk.broken.set("", "NotReadableError");
  desk.microphone.check();
  await desk.settle();
  equal(desk.told(), "silenced");
  deepEqual(desk.open, ["Built-in"]);
  desk.track?.silence(false);
  equal(desk.told(), "fine");
});
