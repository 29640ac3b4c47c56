/** May this page show notifications, and if not, why? */
export type NotificationAccess =
  /** Nobody has been asked yet. */
  | "unasked"
  | "granted"
  /** Only the browser's own settings change that. */
  | "denied"
  /** On an iPhone or iPad they are there for a page on the home screen, and nowhere else. */
  | "not-installed"
  /** They are there for pages that come with https. */
  | "insecure"
  /** This browser, or this window of it, has none. */
  | "missing";

export interface AccessFacts {
  readonly isSecure: boolean;
  /** Null where there are no notifications. */
  readonly permission: NotificationPermission | null;
  /** Can something run here while no page is open? Notifications are shown by that. */
  readonly hasWorker: boolean;
  /** Is it shown from the home screen? Null where pages do not learn that: only iPhones and iPads say so. */
  readonly isOnHomeScreen: boolean | null;
}

export function accessOf(
  { isSecure, permission, hasWorker, isOnHomeScreen }: AccessFacts,
): NotificationAccess {
  if (!isSecure) return "insecure";
  if (permission === null) return isOnHomeScreen === false ? "not-installed" : "missing";
  if (!hasWorker) return "missing";
  return permission === "default" ? "unasked" : permission;
}
