import { RESTART_TRIES } from "../contract.ts";

/** How often a path may still be mended before the deadline alone decides. */
export class RestartBudget {
  #left = RESTART_TRIES;

  /** Audio flows, or another call has begun. */
  refill(): void {
    this.#left = RESTART_TRIES;
  }

  /** False if there have been enough tries. */
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
}
