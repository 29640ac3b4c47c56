import { UNKNOWN } from "../decoding/decoder.ts";
import type { CallInput } from "./call-model.ts";
import { SnapshotFilter } from "./snapshot-filter.ts";
import { inputOf, type Knowledge, type MessageOfCalls } from "./translate.ts";

/** Puts what the server says to the machine, as far as it is about this device's call and says anything new. */
export class MessageIntake {
  readonly #filter = new SnapshotFilter();

  constructor(
    private readonly knowledge: () => Knowledge,
    /** The machine has taken it in when this returns. */
    private readonly put: (input: CallInput) => void,
  ) {}

  received(message: MessageOfCalls): void {
    switch (message.type) {
      case "session:ready":
        this.#filter.passes(message.payload.call); // or not: after a loss everything counts
        return this.#understand(message);
      case "session:call": {
        const { call } = message.payload;
        // That a call goes on which was ended here is news each time it is said.
        const wasEnded = call !== null && call !== UNKNOWN &&
          this.knowledge().ended.nameOf(call) !== null;
        return this.#filter.passes(call) || wasEnded ? this.#understand(message) : undefined;
      }
      case "session:error":
        this.#filter.forget();
        return this.#understand(message);
      case "call:incoming":
      case "call:accept":
      case "call:reject":
      case "call:offer":
      case "call:answer":
      case "call:ice-candidate":
      case "call:end":
      case "session:presence":
      case "session:changed":
      case "session:pong":
        return this.#understand(message);
    }
  }

  #understand(message: MessageOfCalls): void {
    const input = inputOf(message, this.knowledge());
    // What was passed over was not taken in: if it is said again, it counts.
    if (input === null && message.type === "session:call") this.#filter.forget();
    if (input === null) return;
    this.put(input);
    if (input.event !== "snapshotOfOtherCall") return;
    const again = inputOf(message, this.knowledge()); // the call at hand is over: now it is about this one
    if (again !== null) this.put(again);
  }
}
