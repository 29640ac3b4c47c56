import type { DeviceState } from "../contract.ts";
import type { Clock } from "./clock.ts";
import { RestartBudget } from "./restart-budget.ts";

/** Since when what is so: the sound, the silence, the search for a first path. Follows from the states alone. */
export class CallTimes {
  /** How often the path may still be mended. */
  readonly restarts = new RestartBudget();
  #since: number | null = null;
  #silentSince: number | null = null;
  #connectingSince: number | null = null;

  constructor(private readonly clock: Clock) {}

  /** When sound first flowed; after a reload, when the call was answered. Null if it never did. */
  get since(): number | null {
    return this.#since;
  }

  /** How long the two have talked. Milliseconds; null if they never did. */
  get talked(): number | null {
    return this.#since === null ? null : this.clock.now() - this.#since;
  }

  /** When sound stopped that had been there. */
  get silentSince(): number {
    return this.#silentSince ?? this.clock.now();
  }

  /** When the search for a first path began. */
  get connectingSince(): number {
    return this.#connectingSince ?? this.clock.now();
  }

  /** Another call. One that goes on after a reload has lasted since it was answered; clocks may differ a little. */
  begin(resumed: number | null): void {
    this.#since = resumed === null ? null : Math.min(resumed, this.clock.now());
    this.#silentSince = null;
    this.restarts.refill();
  }

  /** The page slept: nothing could be mended or found in that time, so it does not count. */
  overslept(): void {
    const now = this.clock.now();
    if (this.#silentSince !== null) this.#silentSince = now;
    if (this.#connectingSince !== null) this.#connectingSince = now;
  }

  /** Sound flows in one state only. */
  entered(state: DeviceState): void {
    const now = this.clock.now();
    if (state === "connected") {
      this.#since ??= now;
      this.#silentSince = null;
      this.restarts.refill();
    } else {
      this.#silentSince ??= now;
    }
    this.#connectingSince = state === "connecting" ? this.#connectingSince ?? now : null;
    if (state === "idle") this.#since = null;
  }
}
