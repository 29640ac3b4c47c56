/**
 * Deals with one event after the other. What comes while one is being dealt with waits for its end, so that
 * a machine is never asked in the middle of a step, whatever its effects bring about.
 */
export class EventQueue<Event> {
  readonly #waiting: Event[] = [];
  #busy = false;

  /** `report` is told of what `deal` throws. */
  constructor(
    private readonly deal: (event: Event) => void,
    private readonly report: (fault: unknown) => void,
  ) {}

  /** A fault in one effect holds nothing back: what waits behind it may be what answers a call, or hangs up. */
  put(event: Event): void {
    this.#waiting.push(event);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        this.deal(next);
      } catch (fault) {
        this.report(fault);
      }
    }
    this.#busy = false;
  }
}
