import type { Clock } from "../../src/call/clock.ts";

interface Appointment {
  readonly at: number;
  readonly work: () => void;
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now = 50_000;
  /** How far the wall clock is ahead. */
  #ahead = 1_700_000_000_000;
  readonly #appointments = new Set<Appointment>();

  now(): number {
    return this.#now;
  }

  wallTime(): number {
    return this.#now + this.#ahead;
  }

  after(delay: number, work: () => void): () => void {
    const appointment = { at: this.#now + delay, work };
    this.#appointments.add(appointment);
    return () => this.#appointments.delete(appointment);
  }

  /** Milliseconds until each of the timers that are set. */
  get pending(): number[] {
    return [...this.#appointments].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#nextBefore(end); next !== undefined; next = this.#nextBefore(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#appointments.delete(next);
      next.work();
    }
    this.#now = end;
  }

  /** The timer that is due last runs, and no other. */
  passLast(): void {
    const last = [...this.#appointments].sort((a, b) => a.at - b.at).at(-1);
    if (last === undefined) return;
    this.#now = Math.max(this.#now, last.at);
    this.#appointments.delete(last);
    last.work();
  }

  /** The timer that is due first runs now, before its time. */
  runFirst(): void {
    const first = this.#nextBefore(Infinity);
    if (first === undefined) return;
    this.#appointments.delete(first);
    first.work();
  }

  /** Lets time pass in which no timer runs, as in a page that is frozen; those that are due run afterwards. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Sets the wall clock, or lets the machine sleep where everything else stands still meanwhile. */
  moveWallTime(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  #nextBefore(end: number): Appointment | undefined {
    return [...this.#appointments].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets everything run that waits for nothing but promises that are already settled. */
export async function settle(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => resolve();
  channel.port2.postMessage(null);
  await promise;
  channel.port1.close();
  channel.port2.close();
}
