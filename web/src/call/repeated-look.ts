import type { Clock } from "./clock.ts";

export interface RepeatedLookParts<T> {
  readonly look: () => Promise<T>;
  readonly clock: Clock;
  /** How long to wait after a look before the next one. Milliseconds. */
  readonly interval: number;
  /** A look that takes longer brings nothing any more. Milliseconds. */
  readonly deadline: number;
  readonly found: (seen: T) => void;
  /** A look has failed, or has brought nothing in time. */
  readonly missed: () => void;
}

/** Looks at something again and again, one look after the other. What a look brings after the end no longer counts. */
export class RepeatedLook<T> {
  #isRunning = false;
  /** Counted up with every look, and at the end. */
  #turn = 0;
  #cancel: () => void = () => {};

  constructor(private readonly parts: RepeatedLookParts<T>) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** The first look comes after so many milliseconds. */
  start(after: number): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#next(after);
  }

  stop(): void {
    this.#isRunning = false;
    this.#turn += 1;
    this.#cancel();
  }

  #next(after: number): void {
    const { look, clock, interval, deadline, found, missed } = this.parts;
    const turn = ++this.#turn;
    const inTurn = (work: () => void) => {
      if (turn !== this.#turn) return;
      this.#cancel();
      work();
      if (turn === this.#turn) this.#next(interval);
    };
    this.#cancel = clock.after(after, () => {
      this.#cancel = clock.after(deadline, () => inTurn(missed));
      look().then((seen) => inTurn(() => found(seen)), () => inTurn(missed));
    });
  }
}
