import { onMounted, onScopeDispose, type ReadonlyRef, watch } from "vue";

/** Tells whenever somebody may be looking at something: it is there, or has changed, in a page that is to be seen. */
export function useLooking(something: ReadonlyRef<unknown>, look: () => void): void {
  const lookIfShown = () => {
    if (!document.hidden) look();
  };
  onMounted(lookIfShown);
  watch(something, lookIfShown);
  document.addEventListener("visibilitychange", lookIfShown);
  onScopeDispose(() => document.removeEventListener("visibilitychange", lookIfShown));
}
