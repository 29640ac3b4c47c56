import { onScopeDispose } from "vue";
import { type ConnectionInformation, watchNetwork } from "../call/network-watch.ts";

/** Calls `changed` when this machine has another network than before, for as long as the scope lives. */
export function useNetwork(changed: () => void): void {
  // Not in every browser, and not in TypeScript's library.
  const { connection } = navigator as Navigator & { connection?: ConnectionInformation };
  onScopeDispose(watchNetwork(window, connection, changed));
}
