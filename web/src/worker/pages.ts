import type { Clock } from "../call/clock.ts";
import { inTime } from "../call/in-time.ts";
import { type Presence, presence, type WorkerMessage } from "../notify/messages.ts";
import type { OpenPage } from "./decisions.ts";
import type { WindowClient, WorkerClients } from "./worker-scope.ts";

/**
 * A page that has not said by then where it stands is asleep; one that can be seen is not, but may be busy drawing what rings.
 * Milliseconds.
 */
const ANSWERS_WITHIN = { hidden: 500, visible: 2_000 };

/** The windows that show this Duet. */
export class Pages {
  constructor(
    private readonly clients: WorkerClients,
    /** Where Duet lives, which ends in a slash. */
    private readonly base: string,
    private readonly clock: Clock,
  ) {}

  /** All of them, the one that had the focus last before the others, with where they stand. */
  async open(): Promise<readonly OpenPage[]> {
    const found = await Promise.all((await this.#windows()).map((window) => this.#ask(window)));
    return found.flatMap((page) => page ?? []);
  }

  /** Brings a page to the front and tells it what for, if there is something to tell. Throws when the browser does not let it. */
  async show(id: string, message: WorkerMessage | null): Promise<void> {
    const window = (await this.#windows()).find((window) => window.id === id);
    if (window === undefined) return; // closed meanwhile
    if (message !== null) window.postMessage(message);
    await window.focus();
  }

  /** Opens another one. Throws when the browser does not let it. */
  async openNew(fragment: string): Promise<void> {
    await this.clients.openWindow(this.base + fragment);
  }

  async #windows(): Promise<readonly WindowClient[]> {
    const windows = await this.clients.matchAll({ type: "window", includeUncontrolled: true });
    return windows.filter(({ url }) => url.startsWith(this.base));
  }

  /** Null for a page of another Duet that lives below this one. */
  async #ask(window: WindowClient): Promise<OpenPage | null> {
    const page = {
      id: window.id,
      isVisible: window.visibilityState === "visible",
      isFocused: window.focused,
    };
    const within = page.isVisible ? ANSWERS_WITHIN.visible : ANSWERS_WITHIN.hidden;
    const told = await inTime(this.#presence(window), null, within, this.clock);
    return told !== null && told.base !== this.base ? null : { ...page, presence: told };
  }

  async #presence(window: WindowClient): Promise<Presence | null> {
    const { port1: own, port2: theirs } = new MessageChannel();
    const { promise, resolve } = Promise.withResolvers<Presence | null>();
    own.onmessage = ({ data }) => {
      try {
        resolve(presence(data, "presence"));
      } catch {
        resolve(null); // a page of another version
      }
    };
    window.postMessage({ type: "who-is-there", base: this.base } satisfies WorkerMessage, [theirs]);
    return await promise.finally(() => own.close());
  }
}
