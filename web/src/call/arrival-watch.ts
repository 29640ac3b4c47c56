import type { Clock } from "./clock.ts";
import { RepeatedLook } from "./repeated-look.ts";

/** How often it is looked whether anything has arrived. Milliseconds. */
const INTERVAL = 500;
/** After so long without audio a path is silent. A second of speech is fifty packets, of silence too. Milliseconds. */
const AUDIO_SILENCE = 2_000;
/**
 * The same where the other side sends no audio, as one whose microphone the system holds back, but reports: every five
 * seconds, give or take the half (RFC 3550, sections 6.2 and 6.3.1). Milliseconds.
 */
const REPORT_SILENCE = 15_000;
/** A look that is so late was held up: what it finds says nothing about the time before it. Milliseconds. */
const HELD_UP = 1_500;
/** A look that takes longer brings nothing any more. Milliseconds. */
const LOOK_DEADLINE = 3_000;

/** What has arrived over a connection until now. */
export interface Arrivals {
  /** How many packets of audio; null where the browser does not count them. */
  readonly audio: number | null;
  /** When the newest report of the other side came, in milliseconds; 0 before the first. */
  readonly reportedAt: number;
}

/** Does anything arrive? A browser takes a path for good as long as its checks are answered, in one direction. */
export class ArrivalWatch {
  #seen: Arrivals | null = null;
  #heardAt: number | null = null;
  /** Since when there is something to be judged. */
  #since = 0;
  #lookedAt = 0;
  #hasReportsOnly = false;
  #isSilent = false;
  readonly #look: RepeatedLook<Arrivals>;

  constructor(
    look: () => Promise<Arrivals>,
    private readonly clock: Clock,
    /** Told when it becomes silent, and when something arrives again. */
    private readonly changed: () => void,
  ) {
    this.#look = new RepeatedLook({
      look,
      clock,
      interval: INTERVAL,
      deadline: LOOK_DEADLINE,
      found: (arrivals) => this.#found(arrivals),
      missed: () => this.#missed(),
    });
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** When something arrived last, by the clock's `now`; null before anything could. */
  get heardAt(): number | null {
    return this.#heardAt;
  }

  /** From now on something must arrive. */
  start(): void {
    if (this.#look.isRunning) return;
    this.#since = this.#lookedAt = this.clock.now();
    this.#heardAt ??= this.#since;
    this.#look.start(INTERVAL);
  }

  stop(): void {
    this.#isSilent = false;
    this.#look.stop();
  }

  #found(arrivals: Arrivals): void {
    const now = this.clock.now();
    const isHeldUp = now - this.#lookedAt > INTERVAL + HELD_UP;
    this.#lookedAt = now;
    const before = this.#seen;
    this.#seen = arrivals;
    if (arrivals.audio === null || isHeldUp) return this.#missed();
    const brought = {
      audio: arrivals.audio !== before?.audio,
      report: before !== null && arrivals.reportedAt > before.reportedAt,
    };
    // A report that comes in spite of the silence has found its way.
    if (brought.audio) this.#hasReportsOnly = false;
    else if (brought.report && this.#isSilent) this.#hasReportsOnly = true;
    if (this.#hasReportsOnly ? brought.report : brought.audio) this.#heardAt = now;
    const patience = this.#hasReportsOnly ? REPORT_SILENCE : AUDIO_SILENCE;
    this.#judge(now - Math.max(this.#heardAt ?? now, this.#since) >= patience);
  }

  /** Nothing is known of the time until now. */
  #missed(): void {
    this.#since = this.#lookedAt = this.clock.now();
    this.#judge(false);
  }

  #judge(isSilent: boolean): void {
    if (isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    this.changed();
  }
}

/** Reads them out of a connection's statistics (W3C webrtc-stats). */
export function arrivalsOf(statistics: RTCStatsReport): Arrivals {
  let audio: number | null = 0;
  let reportedAt = 0;
  for (const entry of (statistics as unknown as ReadonlyMap<string, Statistics>).values()) {
    const { type, timestamp, packetsReceived } = entry;
    if (type === "inbound-rtp") {
      audio = audio === null || packetsReceived === undefined ? null : audio + packetsReceived;
    }
    if (type === "remote-inbound-rtp" || type === "remote-outbound-rtp") {
      reportedAt = Math.max(reportedAt, timestamp);
    }
  }
  return { audio, reportedAt };
}

interface Statistics {
  readonly type: string;
  readonly timestamp: number;
  readonly packetsReceived?: number;
}
