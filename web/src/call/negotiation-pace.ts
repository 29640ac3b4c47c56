import { ANSWERED_WAIT, type DeviceState, NEGOTIATION_WAITS } from "../contract.ts";
import type { Clock } from "./clock.ts";
import type { Futility } from "./path-findings.ts";
import { PATH_SEARCH } from "./path-search.ts";

const [FIRST_WAIT = 0] = NEGOTIATION_WAITS;
/** How long a path may take when both sides have told all their addresses. Milliseconds. */
const TOLD_WAIT = 5_000;
/** How long a device that has come back has to speak first. Milliseconds. */
export const SPEAKS_FIRST = 500;
/** A search is in vain after so many answers, and after so long without a change. Milliseconds. */
const VAIN = { answers: 2, sure: 10_000, unsure: 15_000 };

/** A timer that fires later than this was held up: the page slept. Milliseconds. */
const OVERSLEPT = 2_000;

/** What the two have said to each other since the last try. */
type Round = "asked" | "answered" | "all-told";

/** While a path is looked for: when to negotiate again because there is no answer, or no sound after it. */
export class NegotiationPace {
  #tries = 0;
  #lastTry: number | null = null;
  #isLooking = false;
  #cancel: () => void = () => {};
  /** When the timer that is running fires, by the clock's `now`; infinite while none is. */
  #due = Infinity;
  #round: Round = "asked";
  #answers = 0;
  /** Since when a path is looked for and nothing has changed. */
  #since = 0;

  constructor(private readonly clock: Clock, private readonly stalled: () => void) {}

  /** Not right after the last try: whatever let that one fail is still so, and the next one has its time. */
  get mayTry(): boolean {
    return this.#lastTry === null || this.clock.now() - this.#lastTry >= FIRST_WAIT;
  }

  /** An answer is waited for from now on. */
  tried(): void {
    this.#tries += 1;
    this.#lastTry = this.clock.now();
    this.#round = "asked";
    this.#wait(NEGOTIATION_WAITS[Math.min(this.#tries, NEGOTIATION_WAITS.length) - 1] ?? FIRST_WAIT);
  }

  /** Both have said what they had to: the path needs its time. */
  answered(): void {
    this.#round = "answered";
    this.#wait(ANSWERED_WAIT);
    this.#answers += 1;
  }

  /** After the answer both have told all their addresses: what has not been found by then needs no long wait. */
  allTold(): void {
    if (this.#round !== "answered") return;
    this.#round = "all-told";
    this.#wait(TOLD_WAIT);
  }

  /** Has it been looked for long enough to know that the next try would find no path either? Asked when one has failed. */
  isInVain(futility: Futility): boolean {
    this.#noteSleep();
    const patience = futility === "sure" && this.#round === "all-told" ? VAIN.sure : VAIN.unsure;
    return futility !== "never" && this.#round !== "asked" && this.#answers >= VAIN.answers &&
      this.clock.now() - this.#since >= patience;
  }

  /** Something has changed: the next try is like the first one. */
  refresh(): void {
    this.#tries = 0;
    this.#lastTry = null;
    this.beginAnew();
  }

  /**
   * The other device is connected to the server again. It speaks first, if it hears nothing; two that speak at once make two
   * negotiations that cross, and the later one may take seconds longer.
   */
  peerIsBack(): void {
    const hasJustTried = this.#lastTry !== null && this.clock.now() - this.#lastTry < SPEAKS_FIRST;
    this.refresh();
    if (hasJustTried) return; // it was asked for by the one who is back
    this.#round = "asked";
    this.#wait(SPEAKS_FIRST);
  }

  /** What was found until now says nothing any more: the other side's media is new, or this page did not run. */
  beginAnew(): void {
    this.#answers = 0;
    this.#since = this.clock.now();
  }

  entered(state: DeviceState): void {
    const wasLooking = this.#isLooking;
    this.#isLooking = PATH_SEARCH[state] !== null;
    if (!this.#isLooking) {
      this.#cancel();
      this.#cancel = () => {};
      this.#due = Infinity;
      if (state === "connected" || state === "idle") this.refresh();
    } else if (!wasLooking) {
      this.beginAnew();
      this.#wait(FIRST_WAIT);
    }
  }

  #wait(delay: number): void {
    if (!this.#isLooking) return;
    this.#noteSleep();
    this.#cancel();
    this.#due = this.clock.now() + delay;
    this.#cancel = this.clock.after(delay, () => {
      this.#lastTry = null;
      this.#wait(FIRST_WAIT); // also when nothing can be said just now
      this.stalled();
    });
  }

  /** After a sleep the connection may say that it has failed before any timer fires. */
  #noteSleep(): void {
    if (this.clock.now() - this.#due > OVERSLEPT) this.beginAnew();
  }
}
