import { equal, ok } from "node:assert/strict";
import { TonePlayer } from "../src/sounds/tone-player.ts";
import { TONES } from "../src/sounds/tones.ts";
import { FakeAudio } from "./support/fake-audio.ts";

/** No call rings longer: the most that the server's `--ring-seconds` allows. */
const LONGEST_RING = 600;

for (const name of ["ring", "ringback"] as const) {
  Deno.test(`${name} sounds in every cycle of the longest call, and not after it was stopped`, () => {
    const { cycle } = TONES[name];
    const audio = new FakeAudio();
    const player = new TonePlayer(audio.context);
    player.play(name);
    for (let time = 0; time < LONGEST_RING; time += cycle) {
      ok(audio.startsBetween(time, time + cycle) > 0);
      audio.advance(cycle);
    }
    player.stop();
    equal(audio.sounding, 0);
    audio.advance(cycle);
    equal(audio.sounding, 0);
  });
}

Deno.test("a page that slept rings anew instead of making up for what it missed", () => {
  const audio = new FakeAudio();
  new TonePlayer(audio.context).play("ringback");
  const { made } = audio;
  audio.advance(100, { reportAtTheEnd: true });
  equal(audio.made, 2 * made);
  equal(audio.sounding, made);
  ok(audio.startsBetween(100, 101) > 0);
});

Deno.test("the engaged tone is over by itself", () => {
  const audio = new FakeAudio();
  new TonePlayer(audio.context).play("busy");
  for (let beat = 0; beat < 10; beat += 1) audio.advance(0.5);
  equal(audio.sounding, 0);
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
