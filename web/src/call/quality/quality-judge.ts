import type { MediaSample } from "./media-sample.ts";

/** What is wrong with how a call sounds, as far as it is certain. */
export type Quality =
  /** Who hears gaps. */
  | "gapsForMe"
  | "gapsForPeer"
  | "gapsForBoth"
  /** Words arrive late, at both ends. */
  | "late"
  | "lateOverRelay";

/**
 * When something is said to be wrong, and when to be right again: the value that so many looks in a row must reach, and
 * the one that so many must not exceed. Between the two it stays as it was.
 */
interface Bounds {
  readonly bad: number;
  readonly badLooks: number;
  readonly good: number;
  readonly goodLooks: number;
}

/** Opus mends a lost packet now and then; from a twentieth on words are lost. A look is two seconds. */
const LOSS: Bounds = { bad: 0.05, badLooks: 2, good: 0.02, goodLooks: 3 };
/** The other side tells about every five seconds (RFC 3550, section 6.2), of all the time since it told before. */
const SENT_LOSS: Bounds = { bad: 0.05, badLooks: 1, good: 0.02, goodLooks: 2 };
/**
 * From 400 ms in one direction on people talk at the same time (ITU-T G.114); a round trip of 600 ms and what the two
 * devices hold back make that. It is measured with what the other side tells. Milliseconds.
 */
const ROUND_TRIP: Bounds = { bad: 600, badLooks: 2, good: 450, goodLooks: 2 };

/** Says what is wrong when it has been so for a while, and that it is well again after a longer one. */
export class QualityJudge {
  readonly #loss = new Gauge(LOSS);
  readonly #sentLoss = new Gauge(SENT_LOSS);
  readonly #roundTrip = new Gauge(ROUND_TRIP);
  #overRelay = false;

  take({ loss, concealed, sentLoss, roundTrip, path }: MediaSample): void {
    // Packets that come too late are not lost, but not heard either.
    this.#loss.take(loss === null ? null : Math.max(loss, concealed ?? 0));
    this.#sentLoss.take(sentLoss);
    this.#roundTrip.take(roundTrip);
    this.#overRelay = path === "relay";
  }

  /** Null: nothing is known to be wrong. */
  get quality(): Quality | null {
    if (this.#loss.isBad) return this.#sentLoss.isBad ? "gapsForBoth" : "gapsForMe";
    if (this.#sentLoss.isBad) return "gapsForPeer";
    if (!this.#roundTrip.isBad) return null;
    return this.#overRelay ? "lateOverRelay" : "late";
  }
}

class Gauge {
  isBad = false;
  /** How many looks in a row speak against how it is said to be. */
  #against = 0;

  constructor(private readonly bounds: Bounds) {}

  /** Null tells nothing. */
  take(value: number | null): void {
    if (value === null) return;
    const { bad, badLooks, good, goodLooks } = this.bounds;
    this.#against = (this.isBad ? value <= good : value >= bad) ? this.#against + 1 : 0;
    if (this.#against < (this.isBad ? goodLooks : badLooks)) return;
    this.isBad = !this.isBad;
    this.#against = 0;
  }
}
