import type { Timers } from "../contract.ts";
import type { Clock } from "./clock.ts";

export type DeadlineEvent = "connectTimeout" | "graceTimeout" | "mediaTimeout";

/** A timer that fires later than this was held up: the page slept. Milliseconds. */
const OVERSLEPT = 5_000;

/** What is so when a timer is looked at. */
export interface DeadlineConditions {
  /** Is this device's connection to the server up? */
  readonly signaling: boolean;
  /** Is the other device's? */
  readonly peerSignaling: boolean;
}

interface Wait {
  readonly event: DeadlineEvent;
  /** When what is waited for was lost, or begun. */
  since: number;
  /** How long it may take. Milliseconds. */
  readonly patience: () => number;
  /** A page that slept gets the whole time once more, but only once: background tabs always wake late. */
  slept: boolean;
}

/** The one timer of the present state: no state has two, and starting one ends the other. */
export class CallDeadline {
  #cancel: () => void = () => {};
  #wait: Wait | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly conditions: () => DeadlineConditions,
    private readonly passed: (event: DeadlineEvent) => void,
  ) {}

  /**
   * While the server cannot be reached nothing can be negotiated, so there is more patience then. Each progress
   * starts it anew, but there is an end to that: `since` is when connecting began.
   */
  startConnect(timers: Timers, since: number): void {
    const now = this.clock.now();
    const patience = () => {
      const inAll = since + timers.connect_in_all - now;
      return Math.min(this.conditions().signaling ? timers.connect : timers.media_lost, inAll);
    };
    this.#start("connectTimeout", now, patience);
  }

  startGrace(timers: Timers): void {
    this.#start("graceTimeout", this.clock.now(), () => timers.disconnected_grace);
  }

  /** There is less patience with silence while the other side's signalling is down too. */
  startMedia(timers: Timers, since: number): void {
    const patience = () => this.conditions().peerSignaling ? timers.media_lost : timers.media_lost_peer_gone;
    this.#start("mediaTimeout", since, patience);
  }

  /** To be called when they may have changed. */
  conditionsChanged(): void {
    this.#arm();
  }

  cancel(): void {
    this.#cancel();
    this.#cancel = () => {};
    this.#wait = null;
  }

  #start(event: DeadlineEvent, since: number, patience: () => number): void {
    this.cancel();
    this.#wait = { event, since, patience, slept: false };
    this.#arm();
  }

  #arm(): void {
    const wait = this.#wait;
    if (wait === null) return;
    this.#cancel();
    const now = this.clock.now();
    const due = Math.max(now, wait.since + wait.patience());
    this.#cancel = this.clock.after(due - now, () => this.#fired(wait, due));
  }

  #fired(wait: Wait, due: number): void {
    const now = this.clock.now();
    if (now < wait.since + wait.patience()) return this.#arm(); // there is more patience by now
    if (now - due > OVERSLEPT && !wait.slept) {
      wait.slept = true;
      wait.since = now;
      return this.#arm();
    }
    this.passed(wait.event);
  }
}
