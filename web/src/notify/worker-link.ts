import { Listeners } from "../call/listeners.ts";
import type { NotifyBrowser, Registration, WorkerContainer } from "./browser.ts";
import { type PageMessage, type Presence, type WorkerMessage, workerMessage } from "./messages.ts";

/** A notification was pressed that leads here. */
export type Opened = Omit<Extract<WorkerMessage, { type: "open" }>, "base">;

export interface WorkerLinkParts {
  readonly browser: NotifyBrowser;
  /** Where Duet lives, which ends in a slash. */
  readonly base: URL;
  /** In which the worker speaks, also when no page is open. */
  readonly language: string;
  readonly warn: (message: string, detail: string) => void;
  readonly report: (fault: unknown) => void;
}

/** The page's line to the service worker, which it sets up. Without one nothing is told and nobody asks. */
export class WorkerLink {
  /** Where this page stands, for the worker; nobody is signed in until somebody says so. */
  presence: () => Omit<Presence, "base"> = () => NOBODY;
  /** Null where there is no worker, and never will be. */
  readonly registration: Promise<Registration | null>;
  readonly #opened: Listeners<Opened>;
  readonly #asked: Listeners<void>;
  #language: string;
  #unheard: Opened | null = null;

  constructor(private readonly parts: WorkerLinkParts) {
    this.#opened = new Listeners(parts.report);
    this.#asked = new Listeners(parts.report);
    this.#language = parts.language;
    this.registration = this.#register();
  }

  /** Tells also what came while nobody listened, because the page was not that far. Returns the end of it. */
  onOpened(listener: (opened: Opened) => void): () => void {
    const end = this.#opened.add(listener);
    if (this.#unheard !== null) this.#opened.tell(this.#unheard);
    this.#unheard = null;
    return end;
  }

  /** The worker wants to know who is there: it was told of a call. Returns the end of it. */
  onAsked(listener: () => void): () => void {
    return this.#asked.add(listener);
  }

  async post(message: PageMessage): Promise<void> {
    (await this.registration)?.active?.postMessage(message);
  }

  /** In which language the worker speaks from now on. */
  async speak(language: string): Promise<void> {
    if (language === this.#language) return;
    this.#language = language;
    const { browser: { workers }, warn } = this.parts;
    if (workers === undefined || await this.registration === null) return;
    try {
      await this.#registerWith(workers);
    } catch (error) {
      warn("The service worker could not be changed: notifications speak as before.", String(error));
    }
  }

  async #register(): Promise<Registration | null> {
    const { browser: { workers }, warn } = this.parts;
    if (workers === undefined) return null;
    try {
      workers.addEventListener("message", (event) => this.#received(event));
      // What it was asked before it could listen waits until then (Service Workers section 3.4).
      workers.startMessages();
      await this.#registerWith(workers);
      return await workers.ready;
    } catch (error) {
      // Switched off, or a private window: everything else works without it.
      warn("No service worker: notifications cannot be shown.", String(error));
      return null;
    }
  }

  /** It has no memory of its own. Another language is another address, and so another worker, which takes over. */
  async #registerWith(workers: WorkerContainer): Promise<void> {
    const { base } = this.parts;
    const address = new URL(`worker.js?language=${this.#language}`, base);
    await workers.register(address, { scope: base.pathname, updateViaCache: "none" });
  }

  #received({ data, ports: [port] }: { readonly data: unknown; readonly ports: readonly Port[] }): void {
    const message = workerMessage(data);
    const base = this.parts.base.href;
    if (message === null) return;
    if (message.type === "who-is-there") {
      port?.postMessage({ base, ...this.presence() } satisfies Presence);
      if (message.base === base) this.#asked.tell();
    } else if (message.base === base) {
      const { type, callId, answer } = message;
      const opened = { type, callId, answer };
      if (this.#opened.isEmpty) this.#unheard = opened;
      this.#opened.tell(opened);
    }
  }
}

interface Port {
  postMessage(message: unknown): void;
}

const NOBODY = { userId: null, isVisible: false, isConnected: false, callId: null };
