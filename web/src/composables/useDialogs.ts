import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { Browser } from "../call/browser.ts";
import { type LatePart, LatePartLoader } from "../late/late-part.ts";
import { type LateDialogs, loadDialogs } from "../late/load-dialogs.ts";
import type { Language } from "../text/languages.ts";
import type { Connection } from "./useConnection.ts";

export interface Dialogs {
  readonly state: ReadonlyRef<LatePart<LateDialogs>>;
  /** One of them is wanted now. */
  readonly load: () => void;
}

/** The dialogs, which come after the page itself. */
export function useDialogs({ clock, warn }: Browser, connection: Connection, language: Language): Dialogs {
  const state: Dialogs["state"] & { value: Dialogs["state"]["value"] } = shallowRef({ kind: "away" });
  const loader = new LatePartLoader({
    load: () => loadDialogs(language, warn),
    clock,
    changed: (changed) => state.value = changed,
    warn,
  });
  watch(connection.state, (connected) => {
    if (connected === "open") loader.tryAgain();
  });
  onScopeDispose(() => loader.dispose());
  return { state, load: () => loader.load() };
}
