import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { Browser } from "../call/browser.ts";
import { type LatePart, LatePartLoader } from "../late/late-part.ts";
import { type LateDialogs, loadDialogs } from "../late/load-dialogs.ts";
import type { SpokenLanguage } from "../text/spoken-language.ts";

export interface Dialogs {
  readonly state: ReadonlyRef<LatePart<LateDialogs>>;
  /** One of them is wanted now. */
  readonly load: () => void;
  /** The server answers again, which it may not have done before. */
  readonly tryAgain: () => void;
}

/** The dialogs, and the screens of links, which come after the page itself. */
export function useDialogs({ clock, warn }: Browser, language: SpokenLanguage): Dialogs {
  const state: Dialogs["state"] & { value: Dialogs["state"]["value"] } = shallowRef({ kind: "away" });
  const loader = new LatePartLoader({
    load: () => loadDialogs(language),
    clock,
    changed: (changed) => state.value = changed,
    warn,
  });
  onScopeDispose(() => loader.dispose());
  return { state, load: () => loader.load(), tryAgain: () => loader.tryAgain() };
}
