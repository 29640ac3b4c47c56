import type { MediaSample } from "./media-sample.ts";

/** How a call was between two looks, and when that was, by the clock's `now`. */
export interface MediaPoint extends MediaSample {
  readonly at: number;
}

/** Five minutes of looks. */
const KEPT = 150;

/** How the last call was here, look after look: for whoever wants to see it. */
export class MediaHistory {
  #callId: string | null = null;
  #points: readonly MediaPoint[] = [];

  add(callId: string, at: number, sample: MediaSample): void {
    const before = this.#callId === callId ? this.#points : [];
    this.#callId = callId;
    this.#points = [...before, { ...sample, at }].slice(-KEPT);
  }

  /** The oldest first; none for another call than the last one. */
  of(callId: string): readonly MediaPoint[] {
    return this.#callId === callId ? this.#points : [];
  }
}
