import { ApiError, Intercepted, lostSession } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { Clock } from "../call/clock.ts";
import type { NoticeData, ToldCall } from "../notify/call-notice.ts";
import type { PageMessage } from "../notify/messages.ts";
import { noticeText } from "../text/notice-text.ts";
import { isMissed } from "../text/words.ts";
import { isToldByPage, ordersOfPush, pageToShow } from "./decisions.ts";
import type { NoticeBoard } from "./notice-board.ts";
import type { Pages } from "./pages.ts";
import { decodePush, type Push } from "./push-message.ts";
import { Turns } from "./turns.ts";
import type { WindowClient } from "./worker-scope.ts";

/** How long it takes at most until it is known here that a call rings no more. Milliseconds. */
const HEARD_WITHIN = 5_000;

/** How long a call rings at most, where nobody says until when. Milliseconds. */
const RINGS_FOR = 60_000;

/** How long a page that is opened to answer a call may take to ask for that. Milliseconds. */
const ARRIVES_WITHIN = 60_000;

/** So long somebody may be on the way from one tab to another, and neither can be seen. Milliseconds. */
const BETWEEN_TABS = 500;

export interface CallDeskParts {
  readonly api: Pick<DuetApi, "call" | "declineCall">;
  readonly board: NoticeBoard;
  readonly pages: Pages;
  /** Where Duet lives, which ends in a slash. */
  readonly base: string;
  readonly clock: Clock;
  /** For whoever looks for a fault. */
  readonly warn: (message: string, detail: string) => void;
}

/** Tells of calls what no page tells, and does what somebody wants who presses a notification. */
export class CallDesk {
  /** What was told is done one after the other: a call that has stopped ringing must not be shown after that. */
  readonly #turns = new Turns();
  /** The calls that are to be answered by a page that is being opened, and until when that counts. */
  readonly #toAnswer = new Map<string, number>();

  constructor(private readonly parts: CallDeskParts) {}

  /** A push has come, with this content. */
  pushed(content: unknown): Promise<void> {
    const { board, pages } = this.parts;
    return this.#inTurn(async () => {
      const push = await this.#asItIsNow(decodePush(content));
      await board.carryOut(ordersOfPush(push, await pages.open()));
    });
  }

  /** A page says something. */
  told(message: PageMessage, page: Pick<WindowClient, "postMessage"> | null): Promise<void> {
    const { board, pages } = this.parts;
    switch (message.type) {
      case "rings":
        return this.#inTurn(async () => {
          await this.#pass(BETWEEN_TABS);
          if (isToldByPage(message.call.toUserId, await pages.open())) return;
          const until = message.until ?? this.parts.clock.wallTime() + RINGS_FOR;
          await board.show({ kind: "rings", call: message.call, until });
        });
      case "stopped":
        return this.#inTurn(async () => {
          const { call, missed } = message;
          if (missed && !isToldByPage(call.toUserId, await pages.open())) {
            await board.show({ kind: "missed", call });
          } else await board.close(call.callId);
        });
      case "looked-at":
        return this.#inTurn(() => board.lookedAt(message.callId));
      case "signed-out":
        return this.#inTurn(() => board.closeAllOf(message.userId));
      case "arrived":
        if (this.#isToBeAnswered(message.callId)) {
          const { callId } = message;
          page?.postMessage({ type: "open", base: this.parts.base, callId, answer: true });
        }
        return Promise.resolve();
    }
  }

  /**
   * Waits until nothing that is shown rings any more, and says of a call what has become of it when nobody else has by the end
   * of its time: the page that rang may be closed by then, and the push of its ending lost.
   */
  async ringsNoMore(): Promise<void> {
    const { board, clock } = this.parts;
    for (;;) {
      await this.#inTurn(() => this.#endOverdue());
      const ends = (await board.ringing()).flatMap(({ until }) => until ?? []);
      if (ends.length === 0) return;
      const left = Math.min(...ends) + HEARD_WITHIN - clock.wallTime();
      await this.#pass(Math.max(left, HEARD_WITHIN));
    }
  }

  /** Somebody has pressed a notification, or one of its buttons; null: one that says nothing of a call. */
  async pressed(notice: NoticeData | null, action: string): Promise<void> {
    if (notice?.kind === "rings" && action === "decline") return await this.#decline(notice);
    const { pages, base, warn } = this.parts;
    const answer = notice?.kind === "rings" && action === "answer";
    const callId = notice?.callId ?? null;
    const page = pageToShow(await pages.open(), callId);
    try {
      if (page === null) {
        if (callId !== null && answer) this.#toAnswer.set(callId, this.parts.clock.now() + ARRIVES_WITHIN);
        await pages.openNew(callId === null ? "" : `#call=${encodeURIComponent(callId)}`);
      } else {
        await pages.show(page.id, callId === null ? null : { type: "open", base, callId, answer });
      }
    } catch (error) {
      warn("The browser did not let a page be shown.", String(error));
    }
  }

  /** A push that comes late, or to a clock that is wrong: the server knows what has become of the call. */
  async #asItIsNow(push: Push): Promise<Push> {
    if (push.kind !== "incoming" || push.expiresAt > this.parts.clock.wallTime()) return push;
    return await this.#endOf(push.call) ?? push;
  }

  /** How a call has ended whose time to ring is over; null: the server says that it still rings. */
  async #endOf(call: ToldCall): Promise<Push | null> {
    try {
      const found = await this.parts.api.call(call.callId, call.toUserId);
      if (found.answeredAt === null && found.endedAt === null) return null;
      return { kind: "end", call, reason: found.reason ?? "answered_elsewhere", missed: isMissed(found) };
    } catch (error) {
      // By what this device knows; whoever is signed in here instead has missed nothing.
      return { kind: "end", call, reason: "no_answer", missed: lostSession(error) !== "other-user" };
    }
  }

  async #endOverdue(): Promise<void> {
    const { board, pages, clock } = this.parts;
    for (const { until, callId, from, toUserId } of await board.ringing()) {
      if (until === null || clock.wallTime() < until + HEARD_WITHIN) continue;
      const end = await this.#endOf({ callId, from, toUserId });
      if (end !== null) await board.carryOut(ordersOfPush(end, await pages.open()));
    }
  }

  async #decline({ callId, from, toUserId }: NoticeData): Promise<void> {
    const call: ToldCall = { callId, from, toUserId };
    const { api, board } = this.parts;
    try {
      await api.declineCall(callId, toUserId);
      await board.close(callId);
    } catch (error) {
      if (hasStoppedRinging(error)) return await board.close(callId); // that is what was wanted
      await board.show({ kind: "undeclined", call, why: whyUndeclined(error) });
    }
  }

  #isToBeAnswered(callId: string): boolean {
    const until = this.#toAnswer.get(callId);
    this.#toAnswer.delete(callId);
    return until !== undefined && this.parts.clock.now() <= until;
  }

  #pass(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.parts.clock.after(milliseconds, resolve));
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    try {
      await this.#turns.take(work);
    } catch (error) {
      this.parts.warn("A notification could not be shown.", String(error));
    }
  }
}

/** Not every 404 is the server's word about a call: an address that a proxy does not pass on is none. */
function hasStoppedRinging(error: unknown): boolean {
  return error instanceof ApiError && STOPPED_RINGING.includes(error.code);
}

const STOPPED_RINGING: readonly string[] = ["unknown_call", "wrong_state"];

function whyUndeclined(error: unknown): string {
  const { undeclinedBody } = noticeText;
  if (error instanceof Intercepted) return undeclinedBody.intercepted;
  if (!(error instanceof ApiError)) return undeclinedBody.unreachable;
  switch (lostSession(error)) {
    case "signed-out":
      return undeclinedBody.signedOut;
    case "other-user":
      return undeclinedBody.otherUser;
    case null:
      return undeclinedBody.refused(error.message);
  }
}
