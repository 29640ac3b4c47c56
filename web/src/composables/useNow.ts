import { type ReadonlyRef, shallowRef, watchEffect } from "vue";
import { systemClock } from "../call/clock.ts";

/** The time, told once a second while `active`, just after each full second since `since`. */
export function useNow(since: () => number | null): ReadonlyRef<number> {
  const now = shallowRef(systemClock.now());
  watchEffect((onCleanup) => {
    const start = since();
    if (start === null) return;
    let cancel: () => void = () => {};
    const tick = () => {
      const time = systemClock.now();
      now.value = time;
      cancel = systemClock.after(1000 - (Math.max(0, time - start) % 1000), tick);
    };
    tick();
    onCleanup(() => cancel());
  });
  return now;
}
