import { onScopeDispose } from "vue";

/** Calls `changed` when another tab has changed what is stored on this device (HTML section 12.2.4). */
export function useOtherTabs(changed: () => void): void {
  addEventListener("storage", changed);
  onScopeDispose(() => removeEventListener("storage", changed));
}
