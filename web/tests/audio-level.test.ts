import { equal, ok } from "node:assert/strict";
import { audioLevel, loudness } from "../src/call/audio-level.ts";

function level(amplitude: number): number {
  return audioLevel(loudness({
    fftSize: 256,
    getFloatTimeDomainData: (samples) => {
      for (let index = 0; index < samples.length; index += 1) {
        samples[index] = amplitude * Math.sin(index / 3);
      }
    },
  }, new Float32Array(256)));
}

Deno.test("silence is 0, noise below speech is 0, a shout is 1", () => {
  equal(level(0), 0);
  equal(level(0.001), 0);
  equal(level(1), 1);
});

Deno.test("louder is more, in steps of hearing", () => {
  ok(level(0.01) < level(0.05));
  ok(level(0.05) < level(0.2));
  ok(Math.abs((level(0.04) - level(0.02)) - (level(0.08) - level(0.04))) < 1e-6);
});
