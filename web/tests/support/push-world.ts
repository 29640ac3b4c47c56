import { storedValue } from "../../src/call/stored-value.ts";
import { identifier } from "../../src/decoding/person.ts";
import type { PushManagerLike, SubscriptionLike } from "../../src/notify/browser.ts";
import { PushRunner, type PushRunnerParts } from "../../src/notify/push-runner.ts";
import { type PushState, UNWANTED } from "../../src/notify/push-state.ts";
import { FakeStorage } from "./fake-storage.ts";
import { alice } from "./messages.ts";

/** The server's key. */
export const PUSH_KEY = "BPq_-w";

/** A browser's push manager, and the server, for whoever is signed in. */
export class PushWorld implements PushManagerLike {
  readonly storage = new FakeStorage();
  readonly done: string[] = [];
  state: PushState = UNWANTED;
  held: SubscriptionLike | null = null;
  key: string | null = PUSH_KEY;
  hasService = true;
  answers: () => Promise<void> = () => Promise.resolve();
  #made = 0;

  getSubscription(): Promise<SubscriptionLike | null> {
    return Promise.resolve(this.held);
  }

  subscribe(
    { applicationServerKey }: { applicationServerKey: Uint8Array<ArrayBuffer> },
  ): Promise<SubscriptionLike> {
    if (!this.hasService) return Promise.reject(new DOMException("no service", "AbortError"));
    const endpoint = `https://push.example/${++this.#made}`;
    this.done.push(`subscribe ${endpoint}`);
    this.held = {
      endpoint,
      options: { applicationServerKey: applicationServerKey.buffer },
      toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: "p", auth: "a" } }),
      unsubscribe: () => {
        this.done.push(`unsubscribe ${endpoint}`);
        this.held = null;
        return Promise.resolve(true);
      },
    };
    return Promise.resolve(this.held);
  }

  runner(userId = alice.id): PushRunner {
    return new PushRunner({ ...this.parts(userId), changed: (state) => this.state = state });
  }

  parts(userId = alice.id): Omit<PushRunnerParts, "changed"> {
    return {
      api: {
        pushKey: () => this.answers().then(() => this.key),
        savePushSubscription: async ({ endpoint, keys }) => {
          await this.answers();
          this.done.push(`save ${endpoint} ${keys.p256dh} ${keys.auth}`);
        },
        forgetPushSubscription: async () => {
          await this.answers();
          this.done.push("forget");
        },
      },
      manager: () => Promise.resolve(this),
      userId,
      owner: storedValue(this.storage, "owner", identifier),
      warn: () => {},
    };
  }
}
