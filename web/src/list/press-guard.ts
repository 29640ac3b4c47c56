import type { Clock } from "../call/clock.ts";

/** Whoever taps so soon after rows have moved meant what was there before. Milliseconds. */
const REACTION = 400;

/** Knows of a press in a list whether it was meant for a row that has just gone elsewhere. */
export class PressGuard {
  #movedAt = -Infinity;
  #isBlind = false;

  constructor(private readonly clock: Clock) {}

  /** Rows that can be seen have taken other places. */
  moved(): void {
    this.#movedAt = this.clock.now();
  }

  /** A pointer or a key goes down. A finger gives no warning, so nothing could be held in its place for it. */
  pressed(by: "finger" | "other"): void {
    this.#isBlind = by === "finger" && this.clock.now() - this.#movedAt < REACTION;
  }

  /** The press that is under way was meant for another row. */
  get isBlind(): boolean {
    return this.#isBlind;
  }
}
