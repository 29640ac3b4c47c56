import type { LentIceServers } from "../api/types.ts";
import type { Clock } from "./clock.ts";
import type { IceServers } from "./peer-audio.ts";
import type { StoredValue } from "./stored-value.ts";

/** How long new ones are waited for while those at hand are good, and while they are not. Milliseconds. */
const PATIENCE = { good: 300, stale: 2_000 };

/**
 * The ICE servers at hand. New ones are asked for whenever some are needed; a network that has just changed may let
 * that request hang, and then those at hand must do.
 */
export class IceServerShelf {
  #held: IceServers | null = null;
  /** By the clock's `now`, and by the wall clock, which goes on while a machine sleeps. */
  #goodUntil: readonly [now: number, wall: number] = [-Infinity, -Infinity];
  #asked = 0;
  #answered = 0;

  constructor(
    private readonly lend: () => Promise<LentIceServers>,
    /** Was a relay last all that may be used? A server that cannot be asked must not cost somebody their secret. */
    private readonly relayOnly: StoredValue<boolean>,
    private readonly clock: Clock,
  ) {}

  /** Never fails: without any servers there are still direct paths, where those may be used. */
  async take(): Promise<IceServers> {
    const asked = this.#ask();
    if (this.#held === null) return await asked;
    const { promise: patience, resolve } = Promise.withResolvers<void>();
    const [now, wall] = this.#goodUntil;
    const isGood = this.clock.now() < now && this.clock.wallTime() < wall;
    const cancel = this.clock.after(isGood ? PATIENCE.good : PATIENCE.stale, resolve);
    await Promise.race([asked, patience]);
    cancel();
    return this.#atHand;
  }

  /** Whether a relay is all that may be used was chosen here: what was lent before knows nothing of that. */
  chosen(relayOnly: boolean): void {
    this.#answered = ++this.#asked;
    this.#held = null;
    this.relayOnly.save(relayOnly ? true : null);
  }

  async #ask(): Promise<IceServers> {
    const [turn, now, wall] = [++this.#asked, this.clock.now(), this.clock.wallTime()];
    try {
      const { servers, relayOnly, ttl } = await this.lend();
      if (turn < this.#answered) return this.#atHand;
      this.#answered = turn;
      this.#held = { servers, relayOnly };
      this.relayOnly.save(relayOnly ? true : null);
      // Half of their time: they are to last for the call that begins with them.
      this.#goodUntil = [now + 500 * ttl, wall + 500 * ttl];
    } catch {
      // Those at hand, or none.
    }
    return this.#atHand;
  }

  get #atHand(): IceServers {
    return this.#held ?? { servers: [], relayOnly: this.relayOnly.load() ?? false };
  }
}
