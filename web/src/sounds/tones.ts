/** A tone: what sounds within one cycle, and how often the cycle comes. Times in seconds, pitch in hertz. */
export interface Tone {
  readonly notes: readonly Note[];
  readonly cycle: number;
  /** Infinity: until it is stopped. */
  readonly times: number;
}

export interface Note {
  readonly at: number;
  readonly length: number;
  readonly pitches: readonly number[];
  /** 0 to 1. */
  readonly volume: number;
  /** A bell fades away; a signal of the telephone network holds. */
  readonly shape: "bell" | "signal";
}

export type ToneName = "ring" | "ringback" | "busy" | "ended" | "test";

export const bell = (at: number, ...pitches: number[]): Note => ({
  at,
  length: 1.1,
  pitches,
  volume: 0.3,
  shape: "bell",
});
const signal = (at: number, length: number): Note => ({
  at,
  length,
  pitches: [425],
  volume: 0.1,
  shape: "signal",
});

export const TONES: Readonly<Record<ToneName, Tone>> = {
  ring: {
    notes: [bell(0, 659.26), bell(0.18, 783.99), bell(0.36, 987.77), bell(0.9, 783.99), bell(1.08, 987.77)],
    cycle: 3,
    times: Infinity,
  },
  // 425 Hz, one second on and four off; busy half a second each: ITU-T E.180, as in most of Europe.
  ringback: { notes: [signal(0, 1)], cycle: 5, times: Infinity },
  busy: { notes: [signal(0, 0.48)], cycle: 0.96, times: 4 },
  test: { notes: [bell(0, 523.25), bell(0.25, 659.26), bell(0.5, 783.99)], cycle: 1.6, times: 1 },
  ended: { notes: [bell(0, 523.25), bell(0.14, 392)], cycle: 1.4, times: 1 },
};
