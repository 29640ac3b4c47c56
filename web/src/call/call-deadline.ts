import { RING_MARGIN, type Timers } from "../contract.ts";
import type { Clock } from "./clock.ts";

export type DeadlineEvent = "ringTimeout" | "connectTimeout" | "graceTimeout" | "mediaTimeout";

/** A timer that fires later than this was held up: the page slept. Milliseconds. */
const OVERSLEPT = 5_000;

/** What is so when a timer is looked at. */
export interface DeadlineConditions {
  /** Is this device's connection to the server up, and does the server answer? */
  readonly signaling: boolean;
  /** Since when is the other device's down, by the clock's `now`? Null while it is up. */
  readonly peerGoneSince: number | null;
}

export interface DeadlineListener {
  readonly passed: (event: DeadlineEvent) => void;
  /** The page slept: time in which nothing could happen does not count. */
  readonly overslept: () => void;
}

interface Wait {
  readonly event: DeadlineEvent;
  /** When what is waited for was lost, or begun. */
  readonly since: number;
  /** When it is given up, as things are. */
  readonly due: (since: number) => number;
  /** How far the wall clock was ahead of the clock's `now`. */
  readonly ahead: number;
}

/** The one timer of the present state: no state has two, and starting one ends the other. */
export class CallDeadline {
  /** The durations that the server has told; before that nothing is waited for. */
  timers: Timers | null = null;
  #cancel: () => void = () => {};
  #wait: Wait | null = null;
  /** A page that slept gets the whole time once more, but only once: background tabs always wake late. */
  #slept = false;

  constructor(
    private readonly clock: Clock,
    private readonly conditions: () => DeadlineConditions,
    private readonly listener: DeadlineListener,
  ) {}

  /** A call that rings is the server's to end; one that nothing is heard of is given up a little later. */
  startRing(): void {
    this.#start("ringTimeout", this.clock.now(), (since, timers) => since + timers.ring + RING_MARGIN);
  }

  /**
   * While the server cannot be reached nothing can be negotiated, so there is more patience then. Each progress
   * starts it anew, but there is an end to that: `begun` is when connecting began.
   */
  startConnect(begun: () => number): void {
    this.#start("connectTimeout", this.clock.now(), (since, timers) => {
      const patience = this.conditions().signaling ? timers.connect : timers.media_lost;
      return Math.min(since + patience, begun() + timers.connect_in_all);
    });
  }

  startGrace(): void {
    this.#start("graceTimeout", this.clock.now(), (since, timers) => since + timers.disconnected_grace);
  }

  /** There is less patience from when the other side's signalling is gone, too. */
  startMedia(silentSince: number): void {
    this.#start("mediaTimeout", silentSince, (since, timers) => {
      const { peerGoneSince } = this.conditions();
      const inAll = since + timers.media_lost;
      if (peerGoneSince === null) return inAll;
      return Math.min(inAll, Math.max(since, peerGoneSince) + timers.media_lost_peer_gone);
    });
  }

  /** To be called when they may have changed. */
  conditionsChanged(): void {
    this.#arm();
  }

  cancel(): void {
    this.#cancel();
    this.#cancel = () => {};
    this.#wait = null;
    this.#slept = false;
  }

  #start(event: DeadlineEvent, since: number, due: (since: number, timers: Timers) => number): void {
    const { timers } = this;
    if (timers === null) return;
    this.cancel();
    this.#wait = { event, since, due: (from) => due(from, timers), ahead: this.#ahead };
    this.#arm();
  }

  get #ahead(): number {
    return this.clock.wallTime() - this.clock.now();
  }

  #arm(): void {
    const wait = this.#wait;
    if (wait === null) return;
    this.#cancel();
    const now = this.clock.now();
    const due = Math.max(now, wait.due(wait.since));
    this.#cancel = this.clock.after(due - now, () => this.#fired(wait, due));
  }

  #fired(wait: Wait, due: number): void {
    const now = this.clock.now();
    if (now < wait.due(wait.since)) return this.#arm(); // there is more patience by now
    // Where `now` stands still while a machine sleeps, only the wall clock tells that it slept. One that was set
    // forward looks the same, and gives the time once more; one that was set back tells nothing.
    const late = Math.max(now - due, this.#ahead - wait.ahead);
    // Whoever rang has long given up, so a sleep gives that no more time.
    if (late <= OVERSLEPT || this.#slept || wait.event === "ringTimeout") {
      return this.listener.passed(wait.event);
    }
    this.#slept = true;
    this.#wait = { ...wait, since: now };
    this.listener.overslept();
    this.#arm();
  }
}
