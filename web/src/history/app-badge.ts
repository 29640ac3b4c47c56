/** The Badging API (W3C), which not every browser has, nor for every page. */
export interface BadgeHolder {
  readonly setAppBadge?: (count: number) => Promise<void>;
  readonly clearAppBadge?: () => Promise<void>;
}

/** Shows a number at the icon of the installed page, and nothing for 0; where that cannot be, nothing happens. */
export function showAppBadge(holder: () => BadgeHolder, count: number): void {
  try {
    const owner = holder();
    const shown = count === 0 ? owner.clearAppBadge?.() : owner.setAppBadge?.(count);
    shown?.catch(() => {}); // not installed, or not allowed: the page itself shows the number as well
  } catch {
    // It may not even be looked at.
  }
}
