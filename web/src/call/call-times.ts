import type { DeviceState } from "../contract.ts";
import type { Clock } from "./clock.ts";
import { Stopwatch } from "./stopwatch.ts";

/** Since when what is so: the sound, the silence, the search for a first path. Follows from the states alone. */
export class CallTimes {
  #talk: Stopwatch | null = null;
  #silentSince: number | null = null;
  #connectingSince: number | null = null;
  /** When this device asked for the call, accepted it or wanted to continue it: by the clock's `now`, and by the wall. */
  #wish: readonly [now: number, wall: number] | null = null;

  constructor(private readonly clock: Clock) {}

  /**
   * When sound first flowed; after a reload, when the call was answered. Milliseconds since 1970; null if it never
   * did.
   */
  get since(): number | null {
    return this.#talk?.since ?? null;
  }

  /** How long the two have talked. Milliseconds; null if they never did. */
  get talked(): number | null {
    return this.#talk?.elapsed ?? null;
  }

  /** When sound stopped that had been there, by the clock's `now`. */
  get silentSince(): number {
    return this.#silentSince ?? this.clock.now();
  }

  /** When the search for a first path began, by the clock's `now`. */
  get connectingSince(): number {
    return this.#connectingSince ?? this.clock.now();
  }

  /**
   * Has the server been asked for something longer ago than this, in milliseconds? Where `now` stands still while a
   * machine sleeps, the wall clock tells.
   */
  wishIsOlderThan(age: number): boolean {
    if (this.#wish === null) return false;
    const [now, wall] = this.#wish;
    return Math.max(this.clock.now() - now, this.clock.wallTime() - wall) > age;
  }

  /** Another call. One that goes on after a reload has lasted since it was answered; clocks may differ a little. */
  begin(resumed: number | null): void {
    this.#talk = resumed === null ? null : this.#talkingSince(Math.min(resumed, this.clock.wallTime()));
    this.#silentSince = null;
  }

  /** The page slept: nothing could be mended or found in that time, so it does not count. */
  overslept(): void {
    const now = this.clock.now();
    if (this.#silentSince !== null) this.#silentSince = now;
    if (this.#connectingSince !== null) this.#connectingSince = now;
  }

  /** Sound flows in one state only; `heardAt` is when it came last, by the clock's `now`, if that is known. */
  entered(state: DeviceState, heardAt: number | null = null): void {
    const now = this.clock.now();
    if (state === "connected") {
      this.#talk ??= this.#talkingSince(this.clock.wallTime());
      this.#silentSince = null;
    } else {
      this.#silentSince ??= heardAt ?? now;
    }
    const wishes = state === "calling" || state === "accepting" || state === "claiming";
    this.#wish = wishes ? this.#wish ?? [now, this.clock.wallTime()] : null;
    this.#connectingSince = state === "connecting" ? this.#connectingSince ?? now : null;
    if (state === "idle") this.#talk = null;
  }

  #talkingSince(moment: number): Stopwatch {
    return new Stopwatch(moment, this.clock);
  }
}
