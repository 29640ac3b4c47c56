import type { Clock } from "./clock.ts";

/** How often it is looked whether anything has arrived. Milliseconds. */
const INTERVAL = 500;
/** After so long without audio a path is silent. A second of speech is fifty packets, of silence too. Milliseconds. */
const AUDIO_SILENCE = 2_000;
/**
 * The same where the other side sends no audio, as one without a microphone, but reports: every five seconds, give or
 * take the half (RFC 3550, sections 6.2 and 6.3.1). Milliseconds.
 */
const REPORT_SILENCE = 15_000;
/** A look that is so late was held up: what it finds says nothing about the time before it. Milliseconds. */
const HELD_UP = 1_500;

/** What has arrived over a connection until now. */
export interface Arrivals {
  /** How many packets of audio. */
  readonly audio: number;
  /** Another text whenever another report of the other side has arrived. */
  readonly reports: string;
}

/** Does anything arrive? A browser takes a path for good as long as its checks are answered, in one direction. */
export class ArrivalWatch {
  #seen: Arrivals | null = null;
  #heardAt: number | null = null;
  #lookedAt = 0;
  #hasReportsOnly = false;
  #isSilent = false;
  #isRunning = false;
  #cancel: () => void = () => {};

  constructor(
    private readonly look: () => Promise<Arrivals>,
    private readonly clock: Clock,
    /** Told when it becomes silent, and when something arrives again. */
    private readonly changed: () => void,
  ) {}

  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** When something arrived last, by the clock's `now`; null before anything could. */
  get heardAt(): number | null {
    return this.#heardAt;
  }

  /** From now on something must arrive. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#heardAt = this.#lookedAt = this.clock.now();
    this.#next();
  }

  stop(): void {
    this.#isRunning = this.#isSilent = false;
    this.#cancel();
  }

  #next(): void {
    this.#cancel = this.clock.after(INTERVAL, () => {
      this.look().then((arrivals) => this.#found(arrivals), () => this.#next());
    });
  }

  #found(arrivals: Arrivals): void {
    if (!this.#isRunning) return;
    const now = this.clock.now();
    const isHeldUp = now - this.#lookedAt > INTERVAL + HELD_UP;
    this.#lookedAt = now;
    if (arrivals.audio !== this.#seen?.audio) this.#hasReportsOnly = false;
    // A report that comes in spite of the silence has found its way.
    else if (arrivals.reports !== this.#seen.reports && this.#isSilent) this.#hasReportsOnly = true;
    const counts = this.#hasReportsOnly
      ? arrivals.reports !== this.#seen?.reports
      : arrivals.audio !== this.#seen?.audio;
    const heardAt = counts || isHeldUp || this.#heardAt === null ? now : this.#heardAt;
    this.#heardAt = heardAt;
    this.#seen = arrivals;
    const isSilent = now - heardAt >= (this.#hasReportsOnly ? REPORT_SILENCE : AUDIO_SILENCE);
    this.#next();
    if (isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    this.changed();
  }
}

/** Reads them out of a connection's statistics (W3C webrtc-stats). */
export function arrivalsOf(statistics: RTCStatsReport): Arrivals {
  let audio = 0;
  const reports: number[] = [];
  for (const entry of (statistics as unknown as ReadonlyMap<string, Statistics>).values()) {
    if (entry.type === "inbound-rtp") audio += entry.packetsReceived ?? 0;
    if (entry.type === "remote-inbound-rtp" || entry.type === "remote-outbound-rtp") {
      reports.push(entry.timestamp);
    }
  }
  return { audio, reports: reports.join() };
}

interface Statistics {
  readonly type: string;
  readonly timestamp: number;
  readonly packetsReceived?: number;
}
