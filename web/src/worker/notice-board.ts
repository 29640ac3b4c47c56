import type { Clock } from "../call/clock.ts";
import { type NoticeData, noticeData } from "../notify/call-notice.ts";
import { noticeText } from "../text/notice-text.ts";
import type { NoticeOrder } from "./decisions.ts";
import { noticeOf, type Subject } from "./notice.ts";
import { Turns } from "./turns.ts";
import type { ShownNotification, WorkerRegistration } from "./worker-scope.ts";

/**
 * How long what goes by itself is shown. A browser looks, soon after a push, whether something is there to be seen.
 * Milliseconds.
 */
const GOES_AFTER = 5_000;

/** The notifications of this Duet. */
export class NoticeBoard {
  /** Chromium loses what it is asked about while it is being shown: it stays to be seen, and nothing can reach it any more. */
  readonly #turns = new Turns();

  constructor(
    private readonly registration: WorkerRegistration,
    private readonly maxActions: number,
    private readonly clock: Clock,
  ) {}

  async carryOut(orders: readonly NoticeOrder[]): Promise<void> {
    for (const order of orders) {
      switch (order.kind) {
        case "show":
          await this.show(order.subject);
          break;
        case "close":
          await this.close(order.callId);
          break;
      }
    }
  }

  /** Takes the place of what is shown of the same call. Throws when it is not allowed any more. */
  async show(subject: Subject): Promise<void> {
    const { registration, maxActions, clock } = this;
    // Of two hidden tabs each says that it rings, and Firefox pops up anew what is shown again.
    if (subject.kind === "rings" && await this.#shows(subject.call.callId)) return;
    const { title, options } = noticeOf(subject, {
      base: registration.scope,
      maxActions,
      now: clock.wallTime(),
      text: noticeText,
    });
    await this.#turns.take(() => registration.showNotification(title, options));
    // The worker may be gone before that; then a line stays that is true and makes no noise.
    if (subject.kind === "over") clock.after(GOES_AFTER, () => void this.#goAway(subject.call.callId));
  }

  async close(callId: string): Promise<void> {
    for (const notification of await this.#shown({ tag: callId })) {
      notification.close();
    }
  }

  async closeAllOf(userId: string): Promise<void> {
    for (const notification of await this.#shown()) {
      if (noticeData(notification.data)?.toUserId === userId) notification.close();
    }
  }

  /** Somebody looks at a page, which says everything itself but that another call rings elsewhere. */
  async lookedAt(callId: string | null): Promise<void> {
    for (const notification of await this.#shown()) {
      if (!isRinging(notification) || notification.tag === callId) notification.close();
    }
  }

  /** What is shown of calls that ring. */
  async ringing(): Promise<readonly NoticeData[]> {
    const shown = await this.#shown();
    return shown.flatMap(({ data }) => noticeData(data) ?? []).filter(({ kind }) => kind === "rings");
  }

  #shown(filter?: { readonly tag: string }): Promise<readonly ShownNotification[]> {
    return this.#turns.take(() => this.registration.getNotifications(filter));
  }

  async #shows(callId: string): Promise<boolean> {
    return (await this.#shown({ tag: callId })).some(isRinging);
  }

  async #goAway(callId: string): Promise<void> {
    for (const notification of await this.#shown({ tag: callId })) {
      if (noticeData(notification.data)?.kind === "over") notification.close();
    }
  }
}

function isRinging({ data }: ShownNotification): boolean {
  return noticeData(data)?.kind === "rings";
}
