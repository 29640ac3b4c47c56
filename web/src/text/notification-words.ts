import type { NotificationAccess } from "../notify/access.ts";
import type { PushState } from "../notify/push-state.ts";
import type { LateText } from "./late-text.ts";
import type { BrowserFamily } from "./words.ts";

export interface NotificationSituation {
  readonly access: NotificationAccess;
  readonly isOn: boolean;
  readonly push: PushState;
}

/** What the switch means now, or why it cannot be switched on. */
export function notificationWords(
  { access, isOn, push }: NotificationSituation,
  browser: BrowserFamily,
  { notifications, wait }: LateText,
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
  { notifications, wait }: Pick<LateText, "notifications" | "wait">,
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
