import { deepEqual, equal } from "node:assert/strict";
import { PageAudioContext } from "../src/sounds/page-audio-context.ts";
import { settle } from "./support/manual-clock.ts";

function room(allowed: boolean) {
  const page = new EventTarget();
  const world = { state: "suspended", allowed, made: 0 };
  const context = {
    get state() {
      return world.state;
    },
    onstatechange: null as (() => void) | null,
    resume() {
      if (!world.allowed) return Promise.reject(new Error("no gesture"));
      world.state = "running";
      return Promise.resolve();
    },
  };
  const sound = new PageAudioContext(page, () => {
    world.made += 1;
    return context as unknown as AudioContext; // only what is used of it
  });
  return { page, world, sound, context };
}

Deno.test("nothing sounds before the first gesture, and what waited sounds then, once", async () => {
  const { page, world, sound } = room(true);
  const heard: string[] = [];
  sound.whenUnlocked(() => heard.push("ring"));
  const callOff = sound.whenUnlocked(() => heard.push("called off"));
  callOff();
  equal(world.made, 0);
  page.dispatchEvent(new Event("pointerdown"));
  await settle();
  deepEqual(heard, ["ring"]);
  page.dispatchEvent(new Event("keydown"));
  await settle();
  deepEqual(heard, ["ring"]);
  sound.whenUnlocked(() => heard.push("at once"));
  deepEqual(heard, ["ring", "at once"]);
  equal(world.made, 1);
});

Deno.test("a gesture that the browser does not count is followed by another try", async () => {
  const { page, world, sound } = room(false);
  const heard: string[] = [];
  sound.whenUnlocked(() => heard.push("ring"));
  page.dispatchEvent(new Event("pointerdown"));
  await settle();
  deepEqual(heard, []);
  world.allowed = true;
  page.dispatchEvent(new Event("pointerup"));
  await settle();
  deepEqual(heard, ["ring"]);
  equal(world.made, 1);
});

Deno.test("a context that was taken away comes back with the next gesture, or by itself", async () => {
  const { page, world, sound, context } = room(true);
  page.dispatchEvent(new Event("keydown"));
  await settle();
  const heard: string[] = [];
  world.state = "interrupted";
  context.onstatechange?.();
  equal(sound.context, null);
  sound.whenUnlocked(() => heard.push("gesture"));
  equal(heard.length, 0);
  page.dispatchEvent(new Event("keydown"));
  await settle();
  equal(heard.length, 1);
  world.state = "suspended";
  sound.whenUnlocked(() => heard.push("by itself"));
  world.state = "running";
  context.onstatechange?.();
  deepEqual(heard, ["gesture", "by itself"]);
  equal(world.made, 1);
});
