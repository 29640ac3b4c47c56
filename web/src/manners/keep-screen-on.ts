import type { Visibility } from "../call/browser.ts";

/** The part of a wake lock that is used (Screen Wake Lock, W3C). */
export interface ScreenLock {
  readonly released: boolean;
  release(): Promise<void>;
}

/** The part of `navigator.wakeLock` that is used. */
export interface ScreenLocks {
  request(type: "screen"): Promise<ScreenLock>;
}

/**
 * Keeps the screen on until the returned function is called. The browser takes the lock away whenever nobody sees the
 * page, and it is asked for again when somebody does. Where there is none, or it is refused (a battery that is nearly
 * empty), the screen goes off as ever.
 */
export function keepScreenOn(locks: ScreenLocks | undefined, page: Visibility): () => void {
  if (locks === undefined) return () => {};
  const release = (lock: ScreenLock) => void lock.release().catch(() => {}); // the browser was quicker
  let isOver = false;
  let isAsking = false;
  let held: ScreenLock | null = null;
  const ask = async () => {
    if (page.hidden || isAsking || held?.released === false) return;
    isAsking = true;
    const lock = await locks.request("screen").catch(() => null);
    isAsking = false;
    held = lock;
    if (isOver && lock !== null) release(lock);
  };
  const seen = () => void ask();
  page.addEventListener("visibilitychange", seen);
  void ask();
  return () => {
    isOver = true;
    page.removeEventListener("visibilitychange", seen);
    if (held !== null) release(held);
  };
}
