import { onScopeDispose, type ReadonlyRef, watch } from "vue";
import { showAppBadge } from "../history/app-badge.ts";

/** Shows how many calls were missed at the icon of the installed page, as long as the scope lives. */
export function useAppBadge(unseen: ReadonlyRef<number>): void {
  const show = (count: number) => showAppBadge(() => navigator, count);
  watch(unseen, show, { immediate: true });
  onScopeDispose(() => show(0));
}
