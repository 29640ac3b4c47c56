import { watchEffect } from "vue";

/** How often it is looked, in milliseconds: an eye follows a voice with that, and a phone's battery lasts longer. */
const EVERY = 50;
/** How much of the last level is left by then when it gets quieter. */
const DECAY = 0.68;
/** Smaller steps are not seen. */
const STEPS = 100;

/**
 * Shows a level (0 to 1) while there is something to hear and the page is drawn. It goes straight to the element that
 * shows it, and only when it is another one: so many changes a second are none of Vue's business.
 */
export function useLevel(isHeard: () => boolean, level: () => number, show: (level: number) => void): void {
  watchEffect((onCleanup) => {
    show(0);
    if (!isHeard()) return;
    let heard = 0;
    let shown = 0;
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      heard = Math.max(level(), heard * DECAY);
      const next = Math.round(heard * STEPS) / STEPS;
      if (next !== shown) show(shown = next);
      wait();
    };
    const wait = () => timer = setTimeout(() => frame = requestAnimationFrame(look), EVERY);
    wait();
    onCleanup(() => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    });
  });
}
