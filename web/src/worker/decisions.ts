import type { Presence } from "../notify/messages.ts";
import type { Subject } from "./notice.ts";
import type { Push } from "./push-message.ts";

/** A window of the browser that shows Duet. */
export interface OpenPage {
  readonly id: string;
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  /** Null: it does not say, because it is still loading or the browser lets it sleep. */
  readonly presence: Presence | null;
}

/** What is to be done with notifications. */
export type NoticeOrder =
  | { readonly kind: "show"; readonly subject: Subject }
  | { readonly kind: "close"; readonly callId: string };

/** What a push leads to. A browser that pushes wants to see a notification, unless somebody looks at a page of ours. */
export function ordersOfPush(push: Push, pages: readonly OpenPage[]): readonly NoticeOrder[] {
  if (push.kind === "unknown") return [{ kind: "show", subject: { kind: "unknown" } }];
  const { call } = push;
  if (isForAnother(call.toUserId, pages)) return [{ kind: "show", subject: { kind: "not-for-you" } }];
  const isSeen = isToldByPage(call.toUserId, pages);
  const close: NoticeOrder = { kind: "close", callId: call.callId };
  switch (push.kind) {
    case "incoming":
      if (isSeen) return [];
      return [{ kind: "show", subject: { kind: "rings", call, until: push.expiresAt } }];
    case "end":
      if (isSeen) return [close];
      return [{
        kind: "show",
        subject: push.missed ? { kind: "missed", call } : { kind: "over", call, reason: push.reason },
      }];
  }
}

/** What a page that is hidden may say of a call while somebody looks at another one. */
export function isToldByPage(userId: string, pages: readonly OpenPage[]): boolean {
  return pages.some(({ presence }) =>
    presence !== null && presence.isVisible && presence.isConnected && presence.userId === userId
  );
}

/** Is somebody else signed in here by now? One page may not know it yet while another one does. */
function isForAnother(userId: string, pages: readonly OpenPage[]): boolean {
  const here = pages.flatMap(({ presence }) => presence?.userId ?? []);
  return here.length > 0 && !here.includes(userId);
}

/** The page that somebody is taken to who has pressed a notification; null if a new one has to be opened. */
export function pageToShow(pages: readonly OpenPage[], callId: string | null): OpenPage | null {
  const rank = ({ isVisible, isFocused, presence }: OpenPage): number =>
    (callId !== null && presence?.callId === callId ? 8 : 0) +
    (presence !== null && presence.userId !== null ? 4 : 0) +
    (isFocused ? 2 : 0) + (isVisible ? 1 : 0);
  // The first of those that are equal: browsers begin with the one that had the focus last.
  return pages.reduce<OpenPage | null>(
    (best, page) => best === null || rank(page) > rank(best) ? page : best,
    null,
  );
}
