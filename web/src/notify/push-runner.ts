import { ApiError } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { StoredValue } from "../call/stored-value.ts";
import type { PushManagerLike } from "./browser.ts";
import { bytesOf, isMadeFor, targetOf } from "./push-keys.ts";
import {
  afterPushEvent,
  nextPushStep,
  type PushEvent,
  type PushState,
  type PushStep,
  type PushTrouble,
  UNWANTED,
} from "./push-state.ts";

export type PushApi = Pick<DuetApi, "pushKey" | "savePushSubscription" | "forgetPushSubscription">;

export interface PushRunnerParts {
  readonly api: PushApi;
  /** Null where the browser has none. */
  readonly manager: () => Promise<PushManagerLike | null>;
  /** Who is signed in. */
  readonly userId: string;
  /** For whom the browser's subscription was made: it never serves anybody else. */
  readonly owner: StoredValue<string>;
  readonly changed: (state: PushState) => void;
  readonly warn: (message: string, detail: string) => void;
}

/** Brings the browser's subscription, and what the server knows of it, to what is wanted. */
export class PushRunner {
  #state: PushState = UNWANTED;
  #isBusy = false;
  #isOver = false;

  constructor(private readonly parts: PushRunnerParts) {}

  want(isWanted: boolean): void {
    this.#take({ type: "wanted", isWanted });
  }

  /** Something may be so that was not before: the connection is back, or somebody tries once more. */
  again(): void {
    if (this.#state.isWanted) this.#take({ type: "again" });
  }

  /** The person is signed in no more: the server has forgotten their subscription together with the session. */
  async signedOut(): Promise<void> {
    this.dispose();
    const { manager, owner, userId, warn } = this.parts;
    if (owner.load() !== userId) return; // somebody else has signed in meanwhile
    try {
      await (await (await manager())?.getSubscription())?.unsubscribe();
      owner.save(null);
    } catch (error) {
      // Whoever signs in next lets go of it first.
      warn("The push subscription could not be given back.", String(error));
    }
  }

  dispose(): void {
    this.#isOver = true;
  }

  #take(event: PushEvent): void {
    if (this.#isOver) return;
    this.#state = afterPushEvent(this.#state, event);
    this.parts.changed(this.#state);
    void this.#go();
  }

  async #go(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let step = nextPushStep(this.#state); step !== null; step = nextPushStep(this.#state)) {
      const event = await this.#carryOut(step);
      if (this.#isOver) return;
      this.#state = afterPushEvent(this.#state, event);
      this.parts.changed(this.#state);
    }
    this.#isBusy = false;
  }

  async #carryOut(step: PushStep): Promise<PushEvent> {
    try {
      switch (step.kind) {
        case "ask-key":
          return { type: "keyTold", key: await this.parts.api.pushKey() };
        case "look":
          return await this.#look();
        case "subscribe":
          return await this.#subscribe(step.key);
        case "let-go":
          return await this.#letGo();
        case "tell":
          return await this.#tell();
      }
    } catch (error) {
      this.parts.warn(`Pushes: "${step.kind}" has failed.`, String(error));
      return { type: "failed", trouble: troubleOf(step, error) };
    }
  }

  async #look(): Promise<PushEvent> {
    const subscription = await (await this.parts.manager())?.getSubscription() ?? null;
    if (subscription === null) return { type: "looked", held: null };
    const { key } = this.#state;
    const isOurs = this.parts.owner.load() === this.parts.userId;
    const fits = isOurs && key.isKnown && key.value !== null && isMadeFor(subscription, key.value);
    return { type: "looked", held: { endpoint: subscription.endpoint, fits } };
  }

  async #subscribe(key: string): Promise<PushEvent> {
    const manager = await this.parts.manager();
    if (manager === null) return { type: "failed", trouble: "no-service" };
    const options = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
    const { endpoint } = await manager.subscribe(options);
    this.parts.owner.save(this.parts.userId);
    return { type: "subscribed", endpoint };
  }

  async #letGo(): Promise<PushEvent> {
    const subscription = await (await this.parts.manager())?.getSubscription() ?? null;
    if (this.#state.isWanted) {
      await subscription?.unsubscribe();
    } else {
      // Even if the server cannot be told: a push service that is asked for a subscription that is gone says so.
      const [told] = await Promise.allSettled([
        this.parts.api.forgetPushSubscription(),
        subscription?.unsubscribe(),
      ]);
      if (told.status === "rejected") {
        this.parts.warn("The server could not be told that pushes are off.", String(told.reason));
      }
    }
    this.parts.owner.save(null);
    return { type: "letGo" };
  }

  async #tell(): Promise<PushEvent> {
    const subscription = await (await this.parts.manager())?.getSubscription() ?? null;
    if (subscription === null) return { type: "letGo" }; // another tab was quicker
    await this.parts.api.savePushSubscription(targetOf(subscription));
    return { type: "told", endpoint: subscription.endpoint };
  }
}

function troubleOf({ kind }: PushStep, error: unknown): PushTrouble {
  if (kind === "look" || kind === "subscribe" || kind === "let-go") return "no-service";
  return error instanceof ApiError && error.status < 500 && error.status !== 429 ? "refused" : "unreachable";
}
