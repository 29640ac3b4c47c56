import type { Timers } from "../contract.ts";
import type { Clock } from "./clock.ts";

export type DeadlineEvent = "connectTimeout" | "mediaTimeout";

/** The one timer of the present state: no state has two, and starting one ends the other. */
export class CallDeadline {
  #cancel: () => void = () => {};
  /** While media is awaited: since when, and by which timers. */
  #media: { readonly since: number; readonly timers: Timers } | null = null;

  constructor(private readonly clock: Clock, private readonly passed: (event: DeadlineEvent) => void) {}

  startConnect(timers: Timers): void {
    this.cancel();
    this.#arm(timers.connect, "connectTimeout");
  }

  startMedia(timers: Timers, peerSignaling: boolean): void {
    this.cancel();
    this.#media = { since: this.clock.now(), timers };
    this.peerSignalingChanged(peerSignaling);
  }

  /** There is less patience with silence while the other side's signalling is down too. */
  peerSignalingChanged(peerSignaling: boolean): void {
    if (this.#media === null) return;
    const { since, timers } = this.#media;
    const patience = peerSignaling ? timers.media_lost : timers.media_lost_peer_gone;
    this.#arm(Math.max(0, since + patience - this.clock.now()), "mediaTimeout");
  }

  cancel(): void {
    this.#cancel();
    this.#cancel = () => {};
    this.#media = null;
  }

  #arm(delay: number, event: DeadlineEvent): void {
    this.#cancel();
    this.#cancel = this.clock.after(delay, () => this.passed(event));
  }
}
