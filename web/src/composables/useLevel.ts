import { watchEffect } from "vue";

/** How much of the last level is left after one frame when it gets quieter. */
const DECAY = 0.88;

/**
 * Shows a level (0 to 1) once a frame while there is something to hear. It goes straight to the element that
 * shows it: sixty changes a second are none of Vue's business.
 */
export function useLevel(isHeard: () => boolean, level: () => number, show: (level: number) => void): void {
  watchEffect((onCleanup) => {
    show(0);
    if (!isHeard()) return;
    let shown = 0;
    let frame = requestAnimationFrame(function tick() {
      shown = Math.max(level(), shown * DECAY);
      show(shown);
      frame = requestAnimationFrame(tick);
    });
    onCleanup(() => cancelAnimationFrame(frame));
  });
}
