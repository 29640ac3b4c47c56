import { UNKNOWN } from "../decoding/decoder.ts";
import type { ReceivedSnapshot } from "../decoding/received.ts";

/** Tells whether a snapshot says more than the one before, as far as the machine is concerned. */
export class SnapshotFilter {
  #last = "";

  /** Takes the snapshot as read. */
  passes(snapshot: ReceivedSnapshot | null): boolean {
    const said = wordsOf(snapshot);
    const news = said !== this.#last;
    this.#last = said;
    return news;
  }

  /** Whatever the server says next counts, also if it said the same before. */
  forget(): void {
    this.#last = "";
  }
}

function wordsOf(snapshot: ReceivedSnapshot | null): string {
  if (snapshot === null) return "none";
  if (snapshot === UNKNOWN) return UNKNOWN;
  const { call_id, state, this_device, expires_at } = snapshot;
  return `${call_id} ${state} ${this_device ? "here" : "elsewhere"} ${expires_at}`;
}
