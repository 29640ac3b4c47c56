import { UNKNOWN } from "../decoding/decoder.ts";
import type { ReceivedSnapshot } from "../decoding/received.ts";
import type { Clock } from "./clock.ts";

/**
 * The other device's connection to the server; for a caller whose call rings, whether any device of the callee has one. No state
 * depends on it, for media may flow without; patience does.
 */
export class PeerSignaling {
  #goneSince: number | null = null;

  constructor(private readonly clock: Clock) {}

  /** By the clock's `now`; null while it is up. */
  get goneSince(): number | null {
    return this.#goneSince;
  }

  get isUp(): boolean {
    return this.#goneSince === null;
  }

  /** Another call: nothing is known to be wrong. */
  begin(): void {
    this.#goneSince = null;
  }

  /** What the server says of it. True if it has come back. */
  note(snapshot: ReceivedSnapshot | null): boolean {
    if (snapshot === UNKNOWN) return false;
    const wasGone = !this.isUp;
    const isUp = snapshot === null || snapshot.peer_signaling;
    this.#goneSince = isUp ? null : this.#goneSince ?? this.clock.now();
    return wasGone && isUp;
  }
}
