import type { DuetApi } from "../api/duet-api.ts";
import type { Phone } from "../call/phone.ts";
import {
  type ArrivalEffect,
  type ArrivalEvent,
  type ArrivalState,
  arrive,
  NOWHERE,
} from "./arrival-machine.ts";

export interface ArrivalParts {
  readonly phone: Pick<Phone, "state" | "onChange" | "answer" | "connect">;
  readonly api: Pick<DuetApi, "call">;
  readonly changed: (state: ArrivalState) => void;
}

/** Leads whoever has pressed a notification to its call, or says what has become of that. */
export class Arrival {
  #state: ArrivalState = NOWHERE;
  readonly #stop: () => void;

  constructor(private readonly parts: ArrivalParts) {
    this.#stop = parts.phone.onChange(() => this.#take({ type: "phoneChanged" }));
  }

  opened(callId: string, answer: boolean): void {
    this.#take({ type: "opened", callId, answer });
  }

  dismiss(): void {
    this.#take({ type: "dismissed" });
  }

  dispose(): void {
    this.#stop();
  }

  #take(event: ArrivalEvent): void {
    const { connection, call: view } = this.parts.phone.state;
    const { state, effects } = arrive(this.#state, event, { connection, view });
    const isOther = state !== this.#state;
    this.#state = state;
    if (isOther) this.parts.changed(state);
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: ArrivalEffect): void {
    const { phone } = this.parts;
    switch (effect.kind) {
      case "answer":
        return phone.answer();
      case "connect":
        return phone.connect();
      case "ask":
        return void this.#ask(effect.callId);
    }
  }

  async #ask(callId: string): Promise<void> {
    // Without an answer it is said that the call is over, which is all that is known.
    const call = await this.parts.api.call(callId).catch(() => null);
    this.#take({ type: "learned", callId, call });
  }
}

/** The call for which a page was opened, as its address says; null for every other address. */
export function arrivedFor(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, "")).get("call") || null;
}
