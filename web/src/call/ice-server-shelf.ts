import type { LentIceServers } from "../api/types.ts";
import type { Clock } from "./clock.ts";
import { inTime } from "./in-time.ts";
import { type IceServers, NO_SERVERS } from "./ice-servers.ts";
import type { StoredValue } from "./stored-value.ts";

/** How long new ones are waited for while those at hand are good, and while they are not. Milliseconds. */
const PATIENCE = { good: 300, stale: 2_000 };
/** How long after one that brought nothing the next try to renew them is. Milliseconds. */
const RENEWAL_PAUSE = 60_000;

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
    const patience = this.#goodFor > 0 ? PATIENCE.good : PATIENCE.stale;
    await inTime<IceServers | null>(asked, null, patience, this.clock);
    return this.#atHand;
  }

  /**
   * As long as somebody talks: whenever those at hand are no longer good, gets new ones and tells of them, so that a
   * path that breaks after hours is mended with credentials that have not ended. Goes on until the returned function
   * is called.
   */
  renew(renewed: (servers: IceServers) => void): () => void {
    let isOver = false;
    let cancel = () => {};
    const wait = () => cancel = this.clock.after(Math.max(this.#goodFor, RENEWAL_PAUSE), look);
    const look = () => {
      if (this.#goodFor <= 0) {
        void this.#ask().then((servers) => {
          if (!isOver && this.#goodFor > 0) renewed(servers);
        });
      }
      wait(); // also when that request hangs
    };
    wait();
    return () => {
      isOver = true;
      cancel();
    };
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
      this.#held = { servers, areKnown: true, relayOnly };
      this.relayOnly.save(relayOnly ? true : null);
      // Half of their time: they are to last for the call that begins with them.
      this.#goodUntil = [now + 500 * ttl, wall + 500 * ttl];
    } catch {
      // Those at hand, or none.
    }
    return this.#atHand;
  }

  /** How long those at hand are good; zero or less if they are not. Milliseconds. */
  get #goodFor(): number {
    const [now, wall] = this.#goodUntil;
    return Math.min(now - this.clock.now(), wall - this.clock.wallTime());
  }

  get #atHand(): IceServers {
    const held = this.#held ?? NO_SERVERS;
    // Another page of this browser may know better than what was lent to this one.
    return { ...held, relayOnly: held.relayOnly || (this.relayOnly.load() ?? false) };
  }
}
