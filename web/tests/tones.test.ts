import { ok } from "node:assert/strict";
import { TONES } from "../src/sounds/tones.ts";
import { timers } from "./support/messages.ts";

Deno.test("what rings does so for as long as any call rings", () => {
  for (const { cycle, times } of [TONES.ring, TONES.ringback]) ok(cycle * times * 1000 >= timers.ring);
});

Deno.test("the other tones end by themselves, soon", () => {
  for (const { cycle, times } of [TONES.busy, TONES.ended]) ok(cycle * times <= 5);
});

Deno.test("no cycle runs into the next, and nothing is louder than it may be", () => {
  for (const { notes, cycle } of Object.values(TONES)) {
    for (const { at, length, volume, pitches } of notes) {
      ok(at + length <= cycle);
      const together = notes.filter((other) => other.at < at + length && at < other.at + other.length);
      ok(together.reduce((sum, note) => sum + note.volume * note.pitches.length, 0) <= 2);
      ok(volume * pitches.length <= 0.5);
    }
  }
});
