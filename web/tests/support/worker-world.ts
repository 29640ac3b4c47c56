import type { RecentCall } from "../../src/api/types.ts";
import { noticeData, type ToldCall } from "../../src/notify/call-notice.ts";
import type { Presence } from "../../src/notify/messages.ts";
import { CallDesk } from "../../src/worker/call-desk.ts";
import { NoticeBoard } from "../../src/worker/notice-board.ts";
import type { NoticeOptions } from "../../src/worker/notice.ts";
import { Pages } from "../../src/worker/pages.ts";
import type { ShownNotification, WindowClient } from "../../src/worker/worker-scope.ts";
import { ManualClock, settle } from "./manual-clock.ts";
import { alice, bo } from "./messages.ts";

export const BASE = "https://duet.example/talk/";
/** Bo's call to Alice. */
export const CALL: ToldCall = { callId: "call-of-bo", from: bo, toUserId: alice.id };

/** What a browser shows beside its windows. A tag stands for one notification, as everywhere. */
class Tray {
  readonly shown = new Map<string, { readonly title: string; readonly options: NoticeOptions }>();
  /** Everything that there ever was to be seen. */
  readonly titles: string[] = [];
  /**
   * How often it was asked what is shown while something was being shown: Chromium leaves that to be seen and knows nothing of
   * it any more.
   */
  timesCrossed = 0;
  #showing = 0;
  #looking = 0;

  async showNotification(title: string, options: NoticeOptions): Promise<void> {
    this.shown.set(options.tag ?? "", { title, options });
    this.titles.push(title);
    this.#showing += 1;
    await this.#takesAMoment();
    this.#showing -= 1;
  }

  async getNotifications(filter?: { readonly tag: string }): Promise<ShownNotification[]> {
    this.#looking += 1;
    await this.#takesAMoment();
    this.#looking -= 1;
    const found = [...this.shown].filter(([tag]) => filter === undefined || filter.tag === tag);
    return found.map(([tag, { options }]) => ({
      tag,
      data: options.data,
      close: () => this.shown.delete(tag),
    }));
  }

  async #takesAMoment(): Promise<void> {
    if (this.#showing > 0 && this.#looking > 0) this.timesCrossed += 1;
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
}

/** A window with a page of ours, which says where it stands unless it sleeps. */
export class FakeWindow implements WindowClient {
  readonly heard: unknown[] = [];
  url = BASE;
  focused = false;
  visibilityState: DocumentVisibilityState = "hidden";
  isAsleep = false;
  presence: Presence = { base: BASE, userId: alice.id, isVisible: false, isConnected: true, callId: null };

  constructor(readonly id: string) {}

  postMessage(message: unknown, ports: Transferable[] = []): void {
    const [port] = ports;
    const isVisible = this.visibilityState === "visible";
    if (!(port instanceof MessagePort)) this.heard.push(message);
    else if (!this.isAsleep) port.postMessage({ ...this.presence, isVisible });
    else port.close();
  }

  focus(): Promise<void> {
    this.focused = true;
    return Promise.resolve();
  }
}

/** A worker in a browser that a test looks at. */
export class WorkerWorld {
  readonly clock = new ManualClock();
  readonly tray = new Tray();
  readonly windows: FakeWindow[] = [];
  readonly opened: string[] = [];
  readonly warnings: string[] = [];
  readonly declined: string[] = [];
  /** For whom the server was asked. */
  readonly askedFor: unknown[] = [];
  /** What the server says to whoever declines, and of a call. */
  declines: () => Promise<void> = () => Promise.resolve();
  tells: () => Promise<RecentCall> = () => Promise.reject(new Error("not asked for"));
  readonly desk: CallDesk;

  constructor(maxActions = 2) {
    const { tray, clock, windows, opened, warnings, declined } = this;
    this.desk = new CallDesk({
      api: {
        declineCall: (callId, user) => {
          declined.push(callId);
          this.askedFor.push(user);
          return this.declines();
        },
        call: (_, user) => {
          this.askedFor.push(user);
          return this.tells();
        },
      },
      board: new NoticeBoard(
        {
          scope: BASE,
          showNotification: (title, options) => tray.showNotification(title, options),
          getNotifications: (filter) => tray.getNotifications(filter),
        },
        maxActions,
        clock,
      ),
      pages: new Pages(
        {
          claim: () => Promise.resolve(),
          matchAll: () => Promise.resolve(windows),
          openWindow: (url) => {
            opened.push(url);
            return Promise.resolve(null);
          },
        },
        BASE,
        clock,
      ),
      base: BASE,
      clock,
      warn: (message) => warnings.push(message),
    });
  }

  /** Opens a window. */
  window(id: string, change: Partial<FakeWindow> = {}): FakeWindow {
    const window = Object.assign(new FakeWindow(id), change);
    this.windows.push(window);
    return window;
  }

  /** What can be seen now. */
  get titles(): string[] {
    return [...this.tray.shown.values()].map(({ title }) => title);
  }

  /** The server says that Bo's call rings, for another 45 seconds if nothing else is said. */
  pushesIncoming(expiresIn = 45_000): Promise<void> {
    return this.desk.pushed({
      type: "call:incoming",
      call_id: CALL.callId,
      from: bo,
      to_user_id: alice.id,
      expires_at: new Date(this.clock.wallTime() + expiresIn).toISOString(),
    });
  }

  /** The server says that it rings no longer. */
  pushesEnd(reason: string, missed: boolean): Promise<void> {
    return this.desk.pushed({
      type: "call:end",
      call_id: CALL.callId,
      from: bo,
      to_user_id: alice.id,
      reason,
      missed,
    });
  }

  /** Lets time pass, and what comes of it be done. */
  /** A page says that it rings there, and nobody comes to another tab meanwhile. */
  async rings(page: FakeWindow, until: number | null = null): Promise<void> {
    const told = this.desk.told({ type: "rings", call: CALL, until }, page);
    await settle();
    await this.passes(500);
    await told;
  }

  async passes(milliseconds: number): Promise<void> {
    this.clock.advance(milliseconds);
    await settle();
  }

  /** Somebody presses what is shown of Bo's call, or a button of it. */
  async presses(action = ""): Promise<void> {
    const shown = this.tray.shown.get(CALL.callId);
    this.tray.shown.delete(CALL.callId);
    await this.desk.pressed(noticeData(shown?.options.data), action);
  }
}

/** What the server says of the call. */
export function recent(change: Partial<RecentCall>): RecentCall {
  return {
    callId: CALL.callId,
    peer: bo,
    direction: "incoming",
    reason: null,
    startedAt: 0,
    answeredAt: null,
    endedAt: null,
    ...change,
  };
}
