import type { Clock } from "../clock.ts";
import { RepeatedLook } from "../repeated-look.ts";
import type { MediaCounters } from "./media-counters.ts";
import { MEDIA_LOOK } from "./media-look.ts";
import { type MediaSample, mediaSample } from "./media-sample.ts";
import { type Quality, QualityJudge } from "./quality-judge.ts";

/** How many looks are told to the server as one. */
const LOOKS_A_REPORT = 5;
/** After a longer interruption what was wrong before it says nothing any more. Milliseconds. */
const REMEMBERED = 10_000;

export interface QualityWatchParts {
  readonly count: () => Promise<MediaCounters>;
  readonly clock: Clock;
  /** Told when what is said of the call is another. */
  readonly changed: () => void;
  /** Told after every look but the first: how it was since the one before. */
  readonly looked: (sample: MediaSample) => void;
  /** Told every ten seconds, and when the packets take another way how it was on the one before. */
  readonly sounded: (sample: MediaSample) => void;
}

/** Watches how a call sounds while there is sound: for people in words, for the server in numbers. */
export class QualityWatch {
  #judge = new QualityJudge();
  /** What was counted at the last look, and when it was told last. */
  #last: MediaCounters | null = null;
  #told: MediaCounters | null = null;
  /** How many looks have not been told. */
  #looks = 0;
  /** The other side's next word is about a time before there was sound as well. */
  #isWordOld = false;
  #stoppedAt = -Infinity;
  readonly #look: RepeatedLook<MediaCounters>;

  constructor(private readonly parts: QualityWatchParts) {
    this.#look = new RepeatedLook({
      ...MEDIA_LOOK,
      look: parts.count,
      clock: parts.clock,
      found: (counters) => this.#found(counters),
      missed: () => {},
    });
  }

  /** What is wrong; null while nothing is known to be. */
  get quality(): Quality | null {
    return this.#judge.quality;
  }

  /** There is sound from now on. */
  start(): void {
    if (this.#look.isRunning) return;
    if (this.parts.clock.now() - this.#stoppedAt > REMEMBERED) this.#judge = new QualityJudge();
    this.#look.start(0);
  }

  /** What has been seen since it was told last. */
  tell(): void {
    if (this.#looks === 0 || this.#told === null || this.#last === null) return;
    this.parts.sounded(mediaSample(this.#told, this.#last));
    this.#told = this.#last;
    this.#looks = 0;
  }

  /** There is none any more; what has not been told by now is not told. */
  stop(): void {
    if (!this.#look.isRunning) return;
    this.#look.stop();
    this.#stoppedAt = this.parts.clock.now();
    this.#last = this.#told = null;
    this.#looks = 0;
  }

  #found(counters: MediaCounters): void {
    const before = this.#last;
    if (before !== null && isSameWay(before, counters)) {
      this.#last = counters;
      this.#looks += 1;
      this.#judgeSince(before, counters);
      if (this.#looks >= LOOKS_A_REPORT) this.tell();
      return;
    }
    // What came between the two looks came over either way: it is told of neither.
    this.tell();
    this.#last = this.#told = counters;
    this.#isWordOld = true;
  }

  #judgeSince(before: MediaCounters, counters: MediaCounters): void {
    const sample = mediaSample(before, counters);
    this.parts.looked(sample);
    const said = this.quality;
    this.#judge.take(this.#isWordOld ? { ...sample, sentLoss: null } : sample);
    if (sample.sentLoss !== null) this.#isWordOld = false;
    if (this.quality !== said) this.parts.changed();
  }
}

function isSameWay(before: MediaCounters, counters: MediaCounters): boolean {
  return before.path === counters.path && before.transport === counters.transport;
}
