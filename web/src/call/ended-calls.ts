import { END_REASONS, type EndReason, type Snapshot } from "../contract.ts";

const STORAGE_KEY = "duet.ended";
/** More than one person ends in a day of bad network; the oldest are forgotten. */
const KEPT = 20;

export interface EndedCallsStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * Calls that this tab has ended, and why. The server may have missed it, so it is said again whenever the
 * server still holds such a call; also after a reload, hence the storage of the tab.
 */
export class EndedCalls {
  readonly #reasons: Map<string, EndReason>;

  constructor(private readonly storage: EndedCallsStorage) {
    this.#reasons = read(storage);
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
    try {
      this.storage.setItem(STORAGE_KEY, JSON.stringify([...this.#reasons]));
    } catch {
      // A storage that is full or forbidden costs the memory over a reload, not the hang-up.
    }
  }
}

function read(storage: EndedCallsStorage): Map<string, EndReason> {
  const reasons = new Map<string, EndReason>();
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? "[]");
    if (!Array.isArray(stored)) return reasons;
    for (const entry of stored) {
      const [callId, said]: readonly unknown[] = Array.isArray(entry) ? entry : [];
      const reason = END_REASONS.find((known) => known === said);
      if (typeof callId === "string" && reason !== undefined) reasons.set(callId, reason);
    }
  } catch {
    // What cannot be read was not written by this program.
  }
  return reasons;
}
