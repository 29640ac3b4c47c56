import type { Clock } from "./clock.ts";

/**
 * How long it is since a moment that the wall clock has told. That clock is looked at only once, since it may be set
 * at any time.
 */
export class Stopwatch {
  readonly #begun: number;

  /** `since` is in milliseconds since 1970; one that has not come yet counts as now, for clocks differ a little. */
  constructor(readonly since: number, private readonly clock: Clock) {
    this.#begun = clock.now() - Math.max(0, clock.wallTime() - since);
  }

  /** Milliseconds. */
  get elapsed(): number {
    return this.clock.now() - this.#begun;
  }
}
