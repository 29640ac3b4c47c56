import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { Visibility } from "../call/browser.ts";
import { type Clock, systemClock } from "../call/clock.ts";

/** The time, told anew when another day begins and when the page is shown again: what "Yesterday" depends on. */
export function useDay(
  clock: Clock = systemClock,
  page: Visibility = document,
): ReadonlyRef<number> {
  const now = shallowRef(clock.wallTime());
  let cancel: () => void = () => {};
  const tell = () => {
    now.value = clock.wallTime();
    cancel();
    cancel = clock.after(new Date(now.value).setHours(24, 0, 0, 0) - now.value, tell);
  };
  const shown = () => {
    if (!page.hidden) tell();
  };
  tell();
  page.addEventListener("visibilitychange", shown);
  onScopeDispose(() => {
    cancel();
    page.removeEventListener("visibilitychange", shown);
  });
  return now;
}
