import { END_REASONS, type EndReason, type Snapshot } from "../contract.ts";
import { type Decoder, listOf, oneOf, pairOf, text } from "../decoding/decoder.ts";
import { type StoredValue, storedValue, type ValueStorage } from "./stored-value.ts";

/** More than one person ends in a day of bad network; the oldest are forgotten. */
const KEPT = 20;

const entries: Decoder<(readonly [string, EndReason])[]> = listOf(pairOf(text, oneOf(END_REASONS)), KEPT);

/**
 * Calls that this tab has ended, and why. The server may have missed it, so it is said again whenever the
 * server still holds such a call; also after a reload, hence the storage of the tab.
 */
export class EndedCalls {
  readonly #kept: StoredValue<(readonly [string, EndReason])[]>;
  readonly #reasons: Map<string, EndReason>;

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

  reason(callId: string): EndReason | undefined {
    return this.#reasons.get(callId);
  }

  add(callId: string, reason: EndReason): void {
    this.#reasons.delete(callId);
    this.#reasons.set(callId, reason);
    for (const oldest of [...this.#reasons.keys()].slice(0, -KEPT)) this.#reasons.delete(oldest);
    this.#kept.save([...this.#reasons]);
  }
}
