import { ANSWERED_WAIT, type DeviceState, NEGOTIATION_WAITS } from "../contract.ts";
import type { Clock } from "./clock.ts";

const [FIRST_WAIT = 0] = NEGOTIATION_WAITS;

/** While a path is looked for: when to negotiate again because there is no answer, or no sound after it. */
export class NegotiationPace {
  #tries = 0;
  #lastTry: number | null = null;
  #isLooking = false;
  #cancel: () => void = () => {};

  constructor(private readonly clock: Clock, private readonly stalled: () => void) {}

  /** Not right after the last try: whatever let that one fail is still so, and the next one has its time. */
  get mayTry(): boolean {
    return this.#lastTry === null || this.clock.now() - this.#lastTry >= FIRST_WAIT;
  }

  /** An answer is waited for from now on. */
  tried(): void {
    this.#tries += 1;
    this.#lastTry = this.clock.now();
    this.#wait(NEGOTIATION_WAITS[Math.min(this.#tries, NEGOTIATION_WAITS.length) - 1] ?? FIRST_WAIT);
  }

  /** Both have said what they had to: the path needs its time. */
  answered(): void {
    this.#wait(ANSWERED_WAIT);
  }

  /** Something has changed: the next try is like the first one. */
  refresh(): void {
    this.#tries = 0;
    this.#lastTry = null;
  }

  entered(state: DeviceState): void {
    const wasLooking = this.#isLooking;
    this.#isLooking = state === "connecting" || state === "reconnecting";
    if (!this.#isLooking) {
      this.#cancel();
      this.#cancel = () => {};
      if (state === "connected" || state === "idle") this.refresh();
    } else if (!wasLooking) this.#wait(FIRST_WAIT);
  }

  #wait(delay: number): void {
    if (!this.#isLooking) return;
    this.#cancel();
    this.#cancel = this.clock.after(delay, () => {
      this.#lastTry = null;
      this.#wait(FIRST_WAIT); // also when nothing can be said just now
      this.stalled();
    });
  }
}
