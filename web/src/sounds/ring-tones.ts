import { type StoredValue, storedValue, type ValueStorage } from "../call/stored-value.ts";
import { type Decoder, object, quantity, UNKNOWN, wordOf } from "../decoding/decoder.ts";
import { bell, type Note, type Tone, TONES } from "./tones.ts";

/** The first one is for whoever has chosen none. */
export const RING_NAMES = ["chime", "telephone", "drops", "knock"] as const;
export type RingName = typeof RING_NAMES[number];

/** How it rings on this device. */
export interface RingChoice {
  /** `unknown` is one of a newer page: it rings as if none were chosen. */
  readonly tone: RingName | typeof UNKNOWN;
  /** 0 to 1. */
  readonly volume: number;
}

export const USUAL_RING: RingChoice = { tone: RING_NAMES[0], volume: 1 };

const share: Decoder<number> = (value, path) => Math.min(1, quantity(value, path));

export function ringChoice(storage: ValueStorage): StoredValue<RingChoice> {
  return storedValue(
    storage,
    "duet.ring",
    object<RingChoice>({ tone: wordOf(RING_NAMES), volume: share }),
  );
}

/** A clapper between two bells, as one stroke after the other. */
function clapper(from: number): Note[] {
  return Array.from({ length: 12 }, (_, stroke) => ({
    at: from + stroke / 12,
    length: 0.075,
    pitches: stroke % 2 === 0 ? [1_174.66] : [1_396.91],
    volume: 0.2,
    shape: "signal" as const,
  }));
}

const once = (notes: readonly Note[]): Tone => ({ notes, cycle: 3, times: Infinity });

const RINGS: Readonly<Record<RingName, Tone>> = {
  chime: TONES.ring,
  telephone: once([...clapper(0), ...clapper(1.3)]),
  drops: once([bell(0, 1_046.5), bell(0.3, 880), bell(0.6, 698.46), bell(1.5, 783.99)]),
  knock: once(
    [0, 0.2, 0.9, 1.1].map((at) => ({ at, length: 0.16, pitches: [196, 392], volume: 0.25, shape: "bell" })),
  ),
};

export function ringTone({ tone }: RingChoice): Tone {
  return RINGS[tone === UNKNOWN ? RING_NAMES[0] : tone];
}
