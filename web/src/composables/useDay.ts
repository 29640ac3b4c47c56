import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { systemClock } from "../call/clock.ts";

/** The time, told anew when another day begins and when the page is shown again: what "Yesterday" depends on. */
export function useDay(): ReadonlyRef<number> {
  const now = shallowRef(systemClock.wallTime());
  let cancel: () => void = () => {};
  const tell = () => {
    now.value = systemClock.wallTime();
    cancel();
    cancel = systemClock.after(new Date(now.value).setHours(24, 0, 0, 0) - now.value, tell);
  };
  const shown = () => {
    if (!document.hidden) tell();
  };
  tell();
  document.addEventListener("visibilitychange", shown);
  onScopeDispose(() => {
    cancel();
    document.removeEventListener("visibilitychange", shown);
  });
  return now;
}
