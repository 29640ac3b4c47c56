import type { ClientMessage } from "../contract.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import type { Clock } from "./clock.ts";
import { inTime } from "./in-time.ts";

/** What has not come back by then is not waited for. Milliseconds. */
const PATIENCE = 3_000;

/** Measures how long a message takes to the server and back, over the connection that is there anyway. */
export class ServerRoundTrip {
  /** By the moment that the message names. */
  readonly #waiting = new Map<number, () => void>();
  #latest = 0;

  constructor(
    /** False without a connection. */
    private readonly send: (message: ClientMessage) => boolean,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds; null without a connection, or if nothing comes back in time. */
  async measure(userId: string): Promise<number | null> {
    const { clock } = this;
    const [sentAt, began] = [this.#newMoment(), clock.now()];
    const { promise: roundTrip, resolve } = Promise.withResolvers<number | null>();
    this.#waiting.set(sentAt, () => resolve(clock.now() - began));
    try {
      const isSent = this.send({
        type: "session:ping",
        from_user_id: userId,
        to_user_id: "server",
        payload: { sent_at: sentAt },
      });
      return isSent ? await inTime(roundTrip, null, PATIENCE, clock) : null;
    } finally {
      this.#waiting.delete(sentAt);
    }
  }

  received({ type, payload }: ReceivedMessage): void {
    if (type === "session:pong") this.#waiting.get(payload.sent_at)?.();
  }

  /** An answer names no more than when it was asked for, so no two may be asked for at one moment. */
  #newMoment(): number {
    this.#latest = Math.max(this.clock.wallTime(), this.#latest + 1);
    return this.#latest;
  }
}
