import { END_REASONS, type EndReason, type Snapshot } from "../contract.ts";
import { type Decoder, listOf, pairOf, text, UNKNOWN, wordOf } from "../decoding/decoder.ts";
import type { ReceivedReason } from "../decoding/received.ts";
import { type StoredValue, storedValue, type ValueStorage } from "./stored-value.ts";

/** More than one person ends in a day of bad network; the oldest are forgotten. */
const KEPT = 20;

/** A call, and the reason that is known of it here: it may have been a newer page in this tab that ended it. */
type Entry = readonly [callId: string, reason: ReceivedReason];

const entries: Decoder<Entry[]> = listOf(pairOf(text, wordOf(END_REASONS)), KEPT);

/**
 * Calls that this tab has ended, and why. The server may have missed it, so it is said again whenever the
 * server still holds such a call; also after a reload, hence the storage of the tab.
 */
export class EndedCalls {
  readonly #kept: StoredValue<Entry[]>;
  readonly #reasons: Map<string, ReceivedReason>;

  constructor(storage: ValueStorage) {
    this.#kept = storedValue(storage, "duet.ended", entries);
    this.#reasons = new Map(this.#kept.load() ?? []);
  }

  /** The name by which this tab has ended the call of a snapshot; null if it has not. */
  nameOf({ call_id, alias }: Pick<Snapshot, "call_id" | "alias">): string | null {
    if (this.has(call_id)) return call_id;
    return alias !== null && this.has(alias) ? alias : null;
  }

  has(callId: string): boolean {
    return this.#reasons.has(callId);
  }

  /** Undefined: that is not known. */
  reason(callId: string): EndReason | undefined {
    const reason = this.#reasons.get(callId);
    return reason === UNKNOWN ? undefined : reason;
  }

  /** A call that was ended here and goes on elsewhere is wanted here again. */
  forget(callIds: readonly string[]): void {
    for (const callId of callIds) this.#reasons.delete(callId);
    this.#kept.save([...this.#reasons]);
  }

  add(callId: string, reason: EndReason): void {
    this.#reasons.delete(callId);
    this.#reasons.set(callId, reason);
    for (const oldest of [...this.#reasons.keys()].slice(0, -KEPT)) this.#reasons.delete(oldest);
    this.#kept.save([...this.#reasons]);
  }
}
