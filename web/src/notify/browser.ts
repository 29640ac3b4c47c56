import { there } from "../call/browser.ts";
import { type AccessFacts } from "./access.ts";

/** The part of a `ServiceWorkerContainer` that is used. */
export interface WorkerContainer {
  readonly ready: Promise<Registration>;
  register(url: URL, options: RegistrationOptions): Promise<unknown>;
  addEventListener(type: "message", listener: (event: WorkerMessageEvent) => void): void;
  startMessages(): void;
}

/** The part of a `ServiceWorkerRegistration` that is used. */
export interface Registration {
  readonly active: { postMessage(message: unknown): void } | null;
  /** Not in every browser. */
  readonly pushManager?: PushManagerLike;
}

export interface WorkerMessageEvent {
  readonly data: unknown;
  readonly ports: readonly { postMessage(message: unknown): void }[];
}

/** The part of a `PushManager` that is used. */
export interface PushManagerLike {
  getSubscription(): Promise<SubscriptionLike | null>;
  subscribe(options: {
    readonly userVisibleOnly: boolean;
    readonly applicationServerKey: Uint8Array<ArrayBuffer>;
  }): Promise<SubscriptionLike>;
}

/** The part of a `PushSubscription` that is used. */
export interface SubscriptionLike {
  readonly endpoint: string;
  readonly options: { readonly applicationServerKey: ArrayBuffer | null };
  toJSON(): unknown;
  unsubscribe(): Promise<boolean>;
}

/** What notifications need of a browser. */
export interface NotifyBrowser {
  /** Undefined where there is none: in a page that is not secure, in private windows of some browsers. */
  readonly workers: WorkerContainer | undefined;
  readonly facts: () => AccessFacts;
  /** Asks the person; what they answer is told by `facts`. */
  readonly ask: () => Promise<void>;
  /** The person has changed their mind in the browser's settings. Not in every browser. Returns the end of it. */
  readonly onPermissionChange: (listener: () => void) => () => void;
}

/** The one place that minds that any part of it may be missing, or throw when it is looked at. */
export function ownNotifyBrowser(): NotifyBrowser {
  const workers = there(() => navigator.serviceWorker) ?? undefined;
  return {
    workers: workers as WorkerContainer | undefined, // its events hold more than is looked at here
    facts: () => ({
      isSecure: there(() => isSecureContext) === true,
      permission: there(() => Notification.permission) ?? null,
      hasWorker: workers !== undefined,
      isOnHomeScreen: there(() => (navigator as WithStandalone).standalone) ?? null,
    }),
    ask: async () => {
      await there(() => Notification.requestPermission())?.catch(() => {}); // without an answer all stays as it is
    },
    onPermissionChange: (listener) => {
      const asked = there(() => navigator.permissions.query({ name: "notifications" }));
      const end = new AbortController();
      const { signal } = end;
      asked?.then((status) => status.addEventListener("change", listener, { signal }), () => {});
      return () => end.abort();
    },
  };
}

/** Safari on iPhones and iPads only, and not in TypeScript's library. */
type WithStandalone = Navigator & { readonly standalone?: boolean };
