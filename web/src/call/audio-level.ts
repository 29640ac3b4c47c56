/** Speech lies between these, in decibels relative to full scale. */
const QUIET = -55;
const LOUD = -15;

/** The part of an AnalyserNode that is used. */
export type AnalyserLike = Pick<AnalyserNode, "fftSize" | "getFloatTimeDomainData">;

/** How loud it is right now, in decibels relative to full scale; -Infinity where there is no sound at all. */
export function loudness(analyser: AnalyserLike, samples: Float32Array<ArrayBuffer>): number {
  analyser.getFloatTimeDomainData(samples);
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return 10 * Math.log10(energy / samples.length);
}

/** From 0 (silence) to 1 (loud speech). */
export function audioLevel(decibels: number): number {
  return Math.min(1, Math.max(0, (decibels - QUIET) / (LOUD - QUIET)));
}
