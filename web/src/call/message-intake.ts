import type { ServerMessage } from "../contract.ts";
import type { Occurrence } from "./call-model.ts";
import { SnapshotNews } from "./snapshot-news.ts";
import { type Knowledge, occurrenceOf } from "./translate.ts";

/** Puts what the server says to the machine, as far as it is about this device's call and says anything new. */
export class MessageIntake {
  readonly #news = new SnapshotNews();

  constructor(
    private readonly knowledge: () => Knowledge,
    /** The machine has taken it in when this returns. */
    private readonly put: (occurrence: Occurrence) => void,
  ) {}

  received(message: ServerMessage): void {
    switch (message.type) {
      case "session:ready":
        this.#news.isNews(message.payload.call);
        return this.#understand(message);
      case "session:call": {
        const { call } = message.payload;
        // That a call goes on which was ended here is news each time it is said.
        const wasEnded = call !== null && this.knowledge().ended.nameOf(call) !== null;
        return this.#news.isNews(call) || wasEnded ? this.#understand(message) : undefined;
      }
      case "session:error":
        this.#news.forget();
        return this.#understand(message);
      case "call:incoming":
      case "call:accept":
      case "call:reject":
      case "call:offer":
      case "call:answer":
      case "call:ice-candidate":
      case "call:end":
      case "session:presence":
      case "session:pong":
        return this.#understand(message);
    }
  }

  #understand(message: ServerMessage): void {
    const occurrence = occurrenceOf(message, this.knowledge());
    // What was passed over was not taken in: if it is said again, it counts.
    if (occurrence === null && message.type === "session:call") this.#news.forget();
    if (occurrence === null) return;
    this.put(occurrence);
    if (occurrence.event !== "snapshotOfOtherCall") return;
    const again = occurrenceOf(message, this.knowledge()); // the call at hand is over: now it is about this one
    if (again !== null) this.put(again);
  }
}
