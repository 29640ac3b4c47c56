import { type ReadonlyRef, shallowRef, watch } from "vue";
import { systemClock } from "../call/clock.ts";
import { Stopwatch } from "../call/stopwatch.ts";

/** How long it is since a moment, told just after each full second. Milliseconds; null without a moment. */
export function useElapsed(since: () => number | null): ReadonlyRef<number | null> {
  const elapsed = shallowRef<number | null>(null);
  watch(since, (moment, _, onCleanup) => {
    elapsed.value = null;
    if (moment === null) return;
    const stopwatch = new Stopwatch(moment, systemClock);
    let cancel: () => void = () => {};
    const tick = () => {
      const lasted = stopwatch.elapsed;
      elapsed.value = lasted;
      cancel = systemClock.after(1000 - (lasted % 1000), tick);
    };
    tick();
    onCleanup(() => cancel());
  }, { immediate: true });
  return elapsed;
}
