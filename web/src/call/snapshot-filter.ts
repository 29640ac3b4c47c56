import type { Snapshot } from "../contract.ts";

/** Tells whether a snapshot says more than the one before, as far as the machine is concerned. */
export class SnapshotFilter {
  #last = "";

  /** Takes the snapshot as read. */
  passes(snapshot: Snapshot | null): boolean {
    const said = snapshot === null
      ? "none"
      : `${snapshot.call_id} ${snapshot.state} ${snapshot.this_device ? "here" : "elsewhere"}`;
    const news = said !== this.#last;
    this.#last = said;
    return news;
  }

  /** Whatever the server says next counts, also if it said the same before. */
  forget(): void {
    this.#last = "";
  }
}
