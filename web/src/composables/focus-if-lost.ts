import { nextTick } from "vue";

/**
 * Gives the focus to another element where the one that had it has just gone from the page. Nothing is scrolled:
 * whoever has a pointer may look elsewhere.
 */
export async function focusIfLost(next: () => HTMLElement | null | undefined): Promise<void> {
  await nextTick();
  if (document.activeElement === document.body) next()?.focus({ preventScroll: true });
}
