import type { RecentCall } from "../api/types.ts";
import { isMissed } from "../text/words.ts";

/** What is told to the server. */
export interface SeenCallsServer {
  /** All calls that ended until a moment were seen. */
  readonly markSeen: (until: number) => Promise<void>;
}

/** Until when somebody has looked at their calls, on whichever device. Moments are milliseconds since 1970. */
export class SeenCalls {
  #until = 0;
  /** What the server knows of it. */
  #told = 0;
  #isTelling = false;

  constructor(private readonly server: SeenCallsServer, private readonly changed: () => void) {}

  /** How many of the calls were missed, and not looked at since. */
  unseen(calls: readonly RecentCall[]): number {
    return calls.filter((call) => isMissed(call) && endOf(call) > this.#until).length;
  }

  /** What the server says: another device may know more than this one. What was not told yet is told now. */
  learned(until: number | null): void {
    this.#told = until ?? 0;
    if (this.#told > this.#until) this.#advance(this.#told);
    void this.#tell();
  }

  /** Somebody looks at these calls. */
  look(calls: readonly RecentCall[]): void {
    const last = Math.max(0, ...calls.map(endOf));
    if (last <= this.#until) return;
    this.#advance(last);
    void this.#tell();
  }

  #advance(until: number): void {
    this.#until = until;
    this.changed();
  }

  async #tell(): Promise<void> {
    const until = this.#until;
    if (this.#isTelling || until <= this.#told) return;
    this.#isTelling = true;
    try {
      await this.server.markSeen(until);
      this.#told = Math.max(this.#told, until);
    } catch {
      return; // told again when the calls have been asked for the next time, as after a loss
    } finally {
      this.#isTelling = false;
    }
    await this.#tell();
  }
}

function endOf({ endedAt }: RecentCall): number {
  return endedAt ?? 0;
}
