import { deepEqual, equal } from "node:assert/strict";
import { PageAudioContext } from "../src/sounds/page-audio-context.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

function room(allowed: boolean) {
  const page = new EventTarget();
  const clock = new ManualClock();
  const world = { state: "suspended", allowed, made: 0 };
  const context = {
    get state() {
      return world.state;
    },
    onstatechange: null as (() => void) | null,
    resume() {
      if (!world.allowed) return Promise.reject(new Error("no gesture"));
      return Promise.resolve().then(() => {
        world.state = "running";
      });
    },
    suspend() {
      world.state = "suspended";
      return Promise.resolve();
    },
  };
  const sound = new PageAudioContext(page, () => {
    world.made += 1;
    return context as unknown as AudioContext; // only what is used of it
  }, clock);
  const heard: string[] = [];
  const use = (what: string) =>
    sound.use({ begins: () => heard.push(what), heldBack: () => heard.push(`no ${what}`) });
  const gesture = async (name = "pointerdown") => {
    page.dispatchEvent(new Event(name));
    await settle();
  };
  return { clock, world, sound, context, heard, use, gesture };
}

Deno.test("nothing sounds before the first gesture, and what waited sounds then, once", async () => {
  const { world, heard, use, gesture } = room(true);
  use("ring");
  use("called off")();
  deepEqual([world.made, heard], [0, ["no ring", "no called off"]]);
  await gesture();
  await gesture("keydown");
  use("at once");
  deepEqual(heard.slice(2), ["ring", "at once"]);
  equal(world.made, 1);
});

Deno.test("a gesture that the browser does not count is followed by another try", async () => {
  const { world, heard, use, gesture } = room(false);
  use("ring");
  await gesture("pointerdown");
  deepEqual(heard, ["no ring"]);
  world.allowed = true;
  await gesture("pointerup");
  deepEqual(heard, ["no ring", "ring"]);
  equal(world.made, 1);
});

Deno.test("a context that was taken away comes back with the next gesture, or by itself", async () => {
  const { clock, world, sound, context, heard, use, gesture } = room(true);
  use("meter");
  await gesture("keydown");
  world.allowed = false;
  world.state = "interrupted";
  context.onstatechange?.();
  equal(sound.context, null);
  use("gesture");
  await settle();
  clock.advance(500);
  world.allowed = true;
  await gesture("keydown");
  deepEqual(heard.slice(2), ["no gesture", "gesture"]);
  world.allowed = false;
  world.state = "suspended";
  use("by itself");
  world.state = "running";
  context.onstatechange?.();
  deepEqual(heard.slice(4), ["by itself"]);
  equal(world.made, 1);
});

Deno.test("while nobody uses it, it rests, and wakes without a gesture, which nobody is told to make", async () => {
  const { clock, world, heard, use, gesture } = room(true);
  await gesture();
  equal(world.state, "running");
  clock.advance(2_000);
  equal(world.state, "suspended");
  await gesture("keydown");
  equal(world.state, "suspended");
  const stop = use("ring");
  await settle();
  clock.advance(60_000);
  deepEqual([world.state, heard], ["running", ["ring"]]);
  stop();
  clock.advance(1_999);
  equal(world.state, "running");
  clock.advance(1);
  equal(world.state, "suspended");
});

Deno.test("it does not rest while somebody else uses it, nor when it is used again soon", async () => {
  const { clock, world, use, gesture } = room(true);
  const [ring, call] = [use("ring"), use("call")];
  await gesture();
  ring();
  ring();
  clock.advance(10_000);
  equal(world.state, "running");
  call();
  clock.advance(1_000);
  const ended = use("ended");
  clock.advance(10_000);
  equal(world.state, "running");
  ended();
  clock.advance(2_000);
  equal(world.state, "suspended");
});
