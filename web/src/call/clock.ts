/** Time as this folder sees it; tests pass one that they move by hand. */
export interface Clock {
  /**
   * Whole milliseconds since some moment. It never goes back and nobody can set it: durations are measured by it.
   * While a machine sleeps it stands still in some systems, as timers do, and goes on in others.
   */
  now(): number;
  /**
   * Milliseconds since 1970 by this device's clock, for moments that people are told or that come from elsewhere.
   * It may be set forward or back at any time.
   */
  wallTime(): number;
  /** Runs `work` once after `delay` milliseconds; the returned function cancels it and may be called late. */
  after(delay: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Math.floor(performance.now()), // timers know no fractions: one must not seem to have fired early
  wallTime: () => Date.now(),
  after(delay, work) {
    const timer = setTimeout(work, delay);
    return () => clearTimeout(timer);
  },
};
