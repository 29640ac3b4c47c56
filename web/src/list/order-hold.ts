import type { Clock } from "../call/clock.ts";

/** Whoever has not touched a list for so long is not about to press something in it. Milliseconds. */
const REST = 10_000;

/**
 * Keeps the rows of a list in their places while somebody is about to press one of them, so that the press
 * does not reach another row than the one that was looked at.
 */
export class OrderHold {
  #isHeld = false;
  #cancelRest: () => void = () => {};

  constructor(private readonly clock: Clock, private readonly changed: (isHeld: boolean) => void) {}

  /** The pointer is over the list and moves, the list is scrolled, or the keyboard is in it. */
  used(): void {
    this.#cancelRest();
    this.#cancelRest = this.clock.after(REST, () => this.#set(false));
    this.#set(true);
  }

  /** Neither pointer nor keyboard is in the list any more. */
  left(): void {
    this.#cancelRest();
    this.#set(false);
  }

  dispose(): void {
    this.#cancelRest();
  }

  #set(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.changed(isHeld);
  }
}
