import type { PeopleList } from "../api/types.ts";
import type { Clock } from "../call/clock.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import { RosterSync, type RosterView, type SyncEffect, type SyncEvent } from "./roster-sync.ts";

export interface RosterParts {
  readonly myId: string;
  /** Rejects when there is no list to be had. */
  readonly fetchPeople: () => Promise<PeopleList>;
  readonly clock: Clock;
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

/** Acts for `RosterSync`: asks for lists, waits, and tells when something may have changed. */
export class RosterRunner {
  readonly #sync: RosterSync;
  #cancelWait: () => void = () => {};
  #isDisposed = false;

  constructor(private readonly parts: RosterParts, private readonly changed: () => void) {
    this.#sync = new RosterSync(parts.myId);
  }

  get view(): RosterView {
    return this.#sync.view;
  }

  received({ type, payload }: ReceivedMessage): void {
    if (type === "session:ready") this.#handle({ type: "sessionReady" });
    if (type === "session:presence") this.#handle({ type: "presenceChanged", change: payload });
  }

  tryAgain(): void {
    this.#handle({ type: "tryAgainPressed" });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelWait();
  }

  #handle(event: SyncEvent): void {
    if (this.#isDisposed) return;
    for (const effect of this.#sync.handle(event, this.parts.clock.now())) this.#perform(effect);
    this.changed();
  }

  #perform(effect: SyncEffect): void {
    this.#cancelWait();
    switch (effect.type) {
      case "requestList": {
        const { request } = effect;
        this.parts.fetchPeople().then(
          (list) => this.#handle({ type: "listReceived", request, list }),
          // Whatever the reason: the list says that it could not be loaded, and it is asked for again.
          () => this.#handle({ type: "requestFailed", request }),
        );
        return;
      }
      case "wait": {
        const { wait, atLeast, spread } = effect;
        const delay = atLeast + this.parts.random() * spread;
        this.#cancelWait = this.parts.clock.after(delay, () => this.#handle({ type: "waitEnded", wait }));
        return;
      }
      default:
        effect satisfies never;
    }
  }
}
