import { deepEqual, equal, ok } from "node:assert/strict";
import { TonePlayer } from "../src/sounds/tone-player.ts";
import { RING_NAMES, ringChoice, ringTone, USUAL_RING } from "../src/sounds/ring-tones.ts";
import { type Tone, TONES } from "../src/sounds/tones.ts";
import { FakeAudio } from "./support/fake-audio.ts";
import { FakeStorage } from "./support/fake-storage.ts";

/** No call rings longer: the most that the server's `--ring-seconds` allows. */
const LONGEST_RING = 600;

const RINGS = Object.fromEntries(RING_NAMES.map((tone) => [tone, ringTone({ tone, volume: 1 })]));
const LONG: Readonly<Record<string, Tone>> = { ...RINGS, ringback: TONES.ringback };

for (const [name, tone] of Object.entries(LONG)) {
  Deno.test(`${name} sounds in every cycle of the longest call, and not after it was stopped`, () => {
    const { cycle } = tone;
    const audio = new FakeAudio();
    const player = new TonePlayer(audio.context, audio.context.destination);
    player.play(tone, 1, () => {});
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
  new TonePlayer(audio.context, audio.context.destination).play(TONES.ringback, 1, () => {});
  const { made } = audio;
  audio.advance(100, { reportAtTheEnd: true });
  equal(audio.made, 2 * made);
  equal(audio.sounding, made);
  ok(audio.startsBetween(100, 101) > 0);
});

Deno.test("the engaged tone is over by itself", () => {
  const audio = new FakeAudio();
  new TonePlayer(audio.context, audio.context.destination).play(TONES.busy, 1, () => {});
  for (let beat = 0; beat < 10; beat += 1) audio.advance(0.5);
  equal(audio.sounding, 0);
});

Deno.test("the other tones end by themselves, soon", () => {
  for (const { cycle, times } of [TONES.busy, TONES.ended]) ok(cycle * times <= 5);
});

Deno.test("no cycle runs into the next, and nothing is louder than it may be", () => {
  for (const { notes, cycle } of [...Object.values(TONES), ...Object.values(RINGS)]) {
    for (const { at, length, volume, pitches } of notes) {
      ok(at + length <= cycle);
      const together = notes.filter((other) => other.at < at + length && at < other.at + other.length);
      ok(together.reduce((sum, note) => sum + note.volume * note.pitches.length, 0) <= 2);
      ok(volume * pitches.length <= 0.5);
    }
  }
});

Deno.test("how it rings is kept; a tone of a newer page rings as the usual one, and nothing is louder than all of it", () => {
  const storage = new FakeStorage();
  equal(ringChoice(storage).load(), null);
  ringChoice(storage).save({ tone: "drops", volume: 0.4 });
  deepEqual(ringChoice(storage).load(), { tone: "drops", volume: 0.4 });
  storage.setItem("duet.ring", '{"tone":"gong","volume":7}');
  const newer = ringChoice(storage).load() ?? USUAL_RING;
  equal(newer.volume, 1);
  equal(ringTone(newer), TONES.ring);
});

Deno.test("a page that has chosen nothing rings as ever", () => equal(ringTone(USUAL_RING), TONES.ring));
