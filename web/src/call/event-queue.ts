/**
 * Deals with one event after the other. What comes while one is being dealt with waits for its end, so that
 * a machine is never asked in the middle of a step, whatever its effects bring about.
 */
export class EventQueue<Event> {
  readonly #waiting: Event[] = [];
  #busy = false;

  constructor(private readonly deal: (event: Event) => void) {}

  put(event: Event): void {
    this.#waiting.push(event);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        this.deal(next);
      }
    } finally {
      this.#busy = false; // a fault in one effect must not leave a phone that no longer hangs up
    }
  }
}
