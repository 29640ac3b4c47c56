import { deepEqual, equal, ok } from "node:assert/strict";
import { NOTE_TIME } from "../src/call/microphone-state.ts";
import { BUILT_IN, Desk, HEADSET, PHONES, withBuiltIn } from "./support/desk.ts";

/** A call with the chosen headset, while another microphone is there. */
async function withHeadset(): Promise<Desk> {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.choose("headset");
  await desk.microphone.open();
  await desk.settle();
  deepEqual(desk.open, ["Headset"]);
  return desk;
}

Deno.test("a microphone that is unplugged is replaced by the system's own choice, with a note", async () => {
  const desk = await withHeadset();
  desk.microphone.muted = true;
  desk.change([BUILT_IN]);
  await desk.settle();
  deepEqual(desk.open, ["Built-in"]);
  deepEqual(desk.sent, ["Headset", "Built-in"]);
  equal(desk.told(), "switched Built-in");
  ok(!desk.track?.enabled);
});

Deno.test("the note goes away by itself", async () => {
  const desk = await withHeadset();
  desk.change([BUILT_IN]);
  await desk.settle();
  desk.clock.advance(NOTE_TIME - 1);
  equal(desk.told(), "switched Built-in");
  desk.clock.advance(1);
  equal(desk.told(), "fine");
  equal(desk.states.at(-1)?.kind, "fine");
});

Deno.test("the chosen microphone is used again when it comes back, with a note of its own", async () => {
  const desk = await withHeadset();
  desk.change([BUILT_IN]);
  await desk.settle();
  desk.clock.advance(NOTE_TIME / 2);
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  deepEqual(desk.open, ["Headset"]);
  equal(desk.told(), "switched Headset");
  deepEqual(desk.clock.pending, [NOTE_TIME]);
});

Deno.test("a browser that gives it another id is no obstacle: the name tells", async () => {
  const desk = await withHeadset();
  desk.change([BUILT_IN]);
  await desk.settle();
  desk.change([BUILT_IN, { id: "new", label: HEADSET.label }]);
  await desk.settle();
  deepEqual(desk.open, ["Headset"]);
  desk.microphone.close();
  await desk.sitDown().open();
  equal(desk.asked.at(-1), "new");
});

Deno.test("a microphone that nobody chose is not taken because it is plugged in", async () => {
  const desk = await withBuiltIn();
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  deepEqual(desk.asked, [null]);
  equal(desk.told(), "fine");
});

Deno.test("without any microphone the call goes on, and the first that comes is taken", async () => {
  const desk = await withBuiltIn();
  desk.change([]);
  await desk.settle();
  equal(desk.told(), "missing not-found");
  deepEqual(desk.sent, ["Built-in", null]);
  desk.change([PHONES]);
  await desk.settle();
  deepEqual(desk.open, ["Earphones"]);
  equal(desk.told(), "switched Earphones");
});

Deno.test("a chosen microphone that was the only one is asked for first when it comes back", async () => {
  const desk = await withHeadset();
  desk.change([]);
  await desk.settle();
  equal(desk.told(), "missing not-found");
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  deepEqual(desk.open, ["Headset"]);
});

Deno.test("a person's choice while the lost one is being replaced wins", async () => {
  const desk = new Desk([BUILT_IN, HEADSET, PHONES]);
  await desk.microphone.choose("headset");
  await desk.microphone.open();
  await desk.settle();
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  desk.change([BUILT_IN, PHONES]);
  await desk.settle();
  equal(desk.asked.at(-1), null);
  desk.question = null;
  await desk.microphone.choose("phones");
  slow.resolve();
  await desk.settle();
  deepEqual(desk.open, ["Earphones"]);
  equal(desk.told(), "fine");
});

Deno.test("a choice that fails while the lost one is being replaced leaves nobody without", async () => {
  const desk = await withHeadset();
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  desk.change([BUILT_IN, PHONES]);
  await desk.settle();
  desk.question = null;
  desk.broken.set("phones", "NotReadableError");
  await desk.microphone.choose("phones");
  await desk.settle();
  deepEqual(desk.open, ["Built-in"]);
  slow.resolve();
  await desk.settle();
  deepEqual(desk.open, ["Built-in"]);
});

Deno.test("a lost device that the list still names does not stand in the way of another", async () => {
  const desk = await withHeadset();
  desk.broken.set("headset", "NotReadableError");
  desk.track?.end();
  await desk.settle();
  deepEqual(desk.asked, ["headset", "headset", null]);
  equal(desk.told(), "switched Built-in");
});

Deno.test("a choice while the microphone is being opened takes effect as soon as it is", async () => {
  const desk = new Desk([BUILT_IN, HEADSET, PHONES]);
  await desk.microphone.choose("headset");
  desk.broken.set("headset", "NotReadableError");
  await desk.microphone.open();
  desk.microphone.close();
  desk.broken.clear();
  for (const before of ["phones", null]) {
    await desk.microphone.choose(before);
    const slow = Promise.withResolvers<void>();
    desk.question = slow.promise;
    const opening = desk.microphone.open();
    await desk.microphone.choose("headset");
    desk.question = null;
    slow.resolve();
    await opening;
    await desk.settle();
    deepEqual(desk.open, ["Headset"]);
    desk.microphone.close();
  }
});

Deno.test("a later choice is not undone when the earlier one comes back", async () => {
  const desk = await withHeadset();
  desk.change([BUILT_IN, PHONES]);
  await desk.settle();
  await desk.microphone.choose("phones");
  desk.change([BUILT_IN, PHONES, HEADSET]);
  await desk.settle();
  deepEqual(desk.open, ["Earphones"]);
});

Deno.test("a headset that goes and comes while another is being opened is used in the end", async () => {
  const desk = await withHeadset();
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  desk.change([BUILT_IN]);
  await desk.settle();
  desk.change([BUILT_IN, HEADSET]);
  desk.change([BUILT_IN]);
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  deepEqual(desk.asked, ["headset", null], "one at a time");
  desk.question = null;
  slow.resolve();
  await desk.settle();
  deepEqual(desk.asked, ["headset", null, "headset"]);
  deepEqual(desk.open, ["Headset"]);
  equal(desk.told(), "switched Headset");
});

Deno.test("what goes away while a choice is being opened is looked at afterwards", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.open();
  await desk.settle();
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  const choosing = desk.microphone.choose("headset");
  desk.broken.set("headset", "NotReadableError");
  desk.track?.end();
  desk.question = null;
  slow.resolve();
  await choosing;
  await desk.settle();
  deepEqual(desk.open, ["Built-in"]);
});

Deno.test("a chosen microphone that came back broken is asked for once, and again after it was away", async () => {
  const desk = await withHeadset();
  desk.change([BUILT_IN]);
  await desk.settle();
  desk.broken.set("headset", "NotReadableError");
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  desk.change([BUILT_IN, HEADSET, PHONES]);
  await desk.settle();
  deepEqual(desk.asked, ["headset", null, "headset"]);
  deepEqual(desk.open, ["Built-in"]);
  equal(desk.told(), "switched Built-in");
  desk.change([BUILT_IN]);
  await desk.settle();
  desk.broken.clear();
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  deepEqual(desk.open, ["Headset"]);
});

Deno.test("a choice that failed stays the wish, and is used when it comes back", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  await desk.microphone.open();
  desk.broken.set("headset", "NotReadableError");
  await desk.microphone.choose("headset");
  await desk.settle();
  equal(desk.told(), "kept not-readable");
  desk.change([BUILT_IN]);
  await desk.settle();
  desk.broken.clear();
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  deepEqual(desk.open, ["Headset"]);
});

Deno.test("a device that went away just before it was chosen is not claimed to be in use", async () => {
  const desk = await withBuiltIn();
  await desk.microphone.choose("headset");
  await desk.settle();
  equal(desk.told(), "switched Built-in");
});

Deno.test("a source that breaks off and can be had again is no news", async () => {
  const desk = await withBuiltIn();
  desk.track?.end();
  await desk.settle();
  equal(desk.tracks.length, 2);
  deepEqual(desk.open, ["Built-in"]);
  equal(desk.told(), "fine");
});

Deno.test("a new default is told by its own name, in whatever language the browser says default", async () => {
  const desk = new Desk([{ id: "default", label: "Standard - Kopfhörer" }]);
  await desk.microphone.open();
  desk.change([{ id: "default", label: "Standard - Built-in" }]);
  await desk.settle();
  equal(desk.told(), "switched Built-in");
});

Deno.test("a device that was lost before anybody listened is noticed after the opening", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  const opening = desk.microphone.open();
  desk.change([HEADSET]);
  await opening;
  desk.tracks[0]?.stop();
  await desk.settle();
  deepEqual(desk.open, ["Headset"]);
});

Deno.test("a permission that was given back is noticed when the person asks for it", async () => {
  const desk = await withBuiltIn();
  desk.broken.set("", "NotAllowedError");
  desk.track?.end();
  await desk.settle();
  equal(desk.told(), "missing not-allowed");
  desk.broken.clear();
  desk.microphone.check();
  await desk.settle();
  deepEqual(desk.open, ["Built-in"]);
});

Deno.test("after closing nothing listens, no timer is set, and what still arrives is stopped", async () => {
  const desk = await withHeadset();
  desk.change([BUILT_IN]);
  await desk.settle();
  const [headset, builtIn] = desk.tracks;
  equal(headset?.listensFor, 0);
  equal(desk.listeners.size, 1);
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  desk.change([BUILT_IN, HEADSET]);
  await desk.settle();
  desk.microphone.close();
  equal(builtIn?.listensFor, 0);
  equal(desk.listeners.size, 0);
  deepEqual(desk.clock.pending, []);
  slow.resolve();
  await desk.settle();
  deepEqual(desk.open, []);
  equal(desk.told(), "closed");
  deepEqual(desk.sent, ["Headset", "Built-in", null]);
});

Deno.test("a closed microphone takes no interest in devices", async () => {
  const desk = await withHeadset();
  desk.microphone.close();
  desk.microphone.check();
  desk.change([BUILT_IN]);
  await desk.settle();
  deepEqual(desk.asked, ["headset"]);
  equal(desk.looks, 1);
  equal(desk.told(), "closed");
});
