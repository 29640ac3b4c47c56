import type { Clock } from "../clock.ts";
import type { MediaCounters } from "./media-counters.ts";
import { type MediaSample, mediaSample } from "./media-sample.ts";
import { type Quality, QualityJudge } from "./quality-judge.ts";

/** How often it is looked. Milliseconds. */
const INTERVAL = 2_000;
/** How many looks are told to the server as one. */
const LOOKS_A_REPORT = 5;
/** A look that takes longer brings nothing any more. Milliseconds. */
const LOOK_DEADLINE = 1_500;

export interface QualityWatchParts {
  readonly count: () => Promise<MediaCounters>;
  readonly clock: Clock;
  /** Told when what is said of the call is another. */
  readonly changed: () => void;
  /** Told every ten seconds, and at once when the packets take another way. */
  readonly sounded: (sample: MediaSample) => void;
}

/** Watches how a call sounds while there is sound: for people in words, for the server in numbers. */
export class QualityWatch {
  #judge = new QualityJudge();
  #quality: Quality | null = null;
  /** What was counted at the last look, and at the last report. */
  #last: MediaCounters | null = null;
  #told: MediaCounters | null = null;
  #looks = 0;
  #isRunning = false;
  /** Counted up with every look, and at the end: what comes of an earlier one no longer counts. */
  #turn = 0;
  #cancel: () => void = () => {};

  constructor(private readonly parts: QualityWatchParts) {}

  /** What is wrong; null while nothing is known to be. */
  get quality(): Quality | null {
    return this.#quality;
  }

  /** There is sound from now on. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#judge = new QualityJudge();
    this.#next(0);
  }

  /** What has been seen since it was told last. */
  tell(): void {
    if (this.#looks === 0 || this.#told === null || this.#last === null) return;
    this.parts.sounded(mediaSample(this.#told, this.#last));
    this.#told = this.#last;
    this.#looks = 0;
  }

  /** There is none any more. */
  stop(): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#turn += 1;
    this.#cancel();
    this.#last = this.#told = this.#quality = null;
    this.#looks = 0;
  }

  #next(delay: number): void {
    const turn = ++this.#turn;
    const inTurn = (counters: MediaCounters | null) => {
      if (turn !== this.#turn) return;
      this.#cancel();
      if (counters !== null) this.#found(counters);
      if (turn === this.#turn) this.#next(INTERVAL);
    };
    const { count, clock } = this.parts;
    this.#cancel = clock.after(delay, () => {
      this.#cancel = clock.after(LOOK_DEADLINE, () => inTurn(null));
      count().then(inTurn, () => inTurn(null));
    });
  }

  #found(counters: MediaCounters): void {
    const before = this.#last;
    this.#last = counters;
    this.#told ??= counters;
    if (before === null) return;
    this.#looks += 1;
    this.#judge.take(mediaSample(before, counters));
    const isMoved = before.path !== counters.path || before.transport !== counters.transport;
    if (isMoved || this.#looks >= LOOKS_A_REPORT) this.tell();
    if (JSON.stringify(this.#quality) === JSON.stringify(this.#judge.quality)) return;
    this.#quality = this.#judge.quality;
    this.parts.changed();
  }
}
