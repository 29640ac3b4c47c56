import type { RecentCall } from "../api/types.ts";
import type { NotificationAccess } from "../notify/access.ts";
import type { PushState } from "../notify/push-state.ts";
import type { Text } from "./text.ts";
import { type BrowserFamily, endingWords, type Message } from "./words.ts";

export interface NotificationSituation {
  readonly access: NotificationAccess;
  readonly isOn: boolean;
  readonly push: PushState;
}

/** What the switch means now, or why it cannot be switched on. */
export function notificationWords(
  { access, isOn, push }: NotificationSituation,
  browser: BrowserFamily,
  { notifications, wait }: Text,
): string {
  switch (access) {
    case "unasked":
      return notifications.hint;
    case "granted":
      return isOn ? pushWords(push, { notifications, wait }) : notifications.offHint;
    case "denied":
      return notifications.denied[browser];
    case "not-installed":
      return notifications.notInstalled;
    case "insecure":
      return notifications.insecure;
    case "missing":
      return notifications.missing;
  }
}

function pushWords(
  { key, told, trouble }: PushState,
  { notifications, wait }: Pick<Text, "notifications" | "wait">,
) {
  const { on } = notifications;
  switch (trouble) {
    case "no-service":
      return on.noService;
    case "unreachable":
      return on.unreachable;
    case "refused":
      return on.refused;
    case null:
      break;
  }
  if (key.isKnown && key.value === null) return on.whileOpen;
  return told === null ? wait : on.everywhere;
}

/** What has become of the call of a notification that was pressed, when that call does not ring any more. */
export function arrivalWords(call: RecentCall | null, text: Text): Message {
  if (call === null) return text.endings.unknown;
  const { peer, reason, direction, answeredAt, endedAt } = call;
  const wasAnswered = answeredAt !== null;
  return endingWords({
    peer,
    role: direction === "outgoing" ? "caller" : "callee",
    // It was answered, and not here: whoever was led here has just come.
    reason: wasAnswered ? "answered_elsewhere" : reason,
    by: null,
    offline: null,
    unheard: false,
    cause: null,
    talked: wasAnswered && endedAt !== null ? endedAt - answeredAt : null,
  }, text);
}
