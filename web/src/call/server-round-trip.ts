import type { ClientMessage } from "../contract.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import type { Clock } from "./clock.ts";

/** What has not come back by then is not waited for. Milliseconds. */
const PATIENCE = 3_000;

/** Measures how long a message takes to the server and back, over the connection that is there anyway. */
export class ServerRoundTrip {
  readonly #waiting = new Map<number, () => void>();

  constructor(
    /** False without a connection. */
    private readonly send: (message: ClientMessage) => boolean,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds; null without a connection, or if nothing comes back in time. */
  measure(userId: string): Promise<number | null> {
    const sentAt = this.clock.wallTime();
    const began = this.clock.now();
    const { promise, resolve } = Promise.withResolvers<number | null>();
    const cancel = this.clock.after(PATIENCE, () => {
      this.#waiting.delete(sentAt);
      resolve(null);
    });
    this.#waiting.set(sentAt, () => {
      cancel();
      this.#waiting.delete(sentAt);
      resolve(this.clock.now() - began);
    });
    const isSent = this.send({
      type: "session:ping",
      from_user_id: userId,
      to_user_id: "server",
      payload: { sent_at: sentAt },
    });
    if (!isSent) {
      cancel();
      this.#waiting.delete(sentAt);
      resolve(null);
    }
    return promise;
  }

  received({ type, payload }: ReceivedMessage): void {
    if (type === "session:pong") this.#waiting.get(payload.sent_at)?.();
  }
}
