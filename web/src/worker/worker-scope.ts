import type { Notice, NoticeOptions } from "./notice.ts";

/**
 * The parts of a service worker's surroundings that are used (Service Workers section 4). TypeScript has them in a
 * library that cannot be used beside that of pages.
 */
export interface WorkerScope {
  readonly registration: WorkerRegistration;
  readonly clients: WorkerClients;
  readonly location: { readonly href: string };
  skipWaiting(): Promise<void>;
  addEventListener<Type extends keyof WorkerEvents>(
    type: Type,
    listener: (event: WorkerEvents[Type]) => void,
  ): void;
}

export interface WorkerEvents {
  readonly install: ExtendableEvent;
  readonly activate: ExtendableEvent;
  readonly message: ExtendableEvent & { readonly data: unknown; readonly source: WindowClient | null };
  readonly push: ExtendableEvent & { readonly data: { json(): unknown } | null };
  readonly notificationclick: ExtendableEvent & {
    readonly notification: ShownNotification;
    /** The name of the button that was pressed; empty for the notification itself. */
    readonly action: string;
  };
  readonly pushsubscriptionchange: ExtendableEvent;
}

export interface ExtendableEvent {
  waitUntil(work: Promise<unknown>): void;
}

export interface WorkerRegistration {
  readonly scope: string;
  readonly pushManager?: Pick<PushManager, "subscribe">;
  showNotification(title: Notice["title"], options: NoticeOptions): Promise<void>;
  getNotifications(filter?: { readonly tag: string }): Promise<readonly ShownNotification[]>;
}

export interface ShownNotification {
  readonly data: unknown;
  readonly tag: string;
  close(): void;
}

export interface WorkerClients {
  claim(): Promise<void>;
  matchAll(options: {
    readonly type: "window";
    readonly includeUncontrolled: boolean;
  }): Promise<readonly WindowClient[]>;
  openWindow(url: string): Promise<WindowClient | null>;
}

export interface WindowClient {
  readonly id: string;
  readonly url: string;
  readonly focused: boolean;
  readonly visibilityState: DocumentVisibilityState;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  focus(): Promise<unknown>;
}
