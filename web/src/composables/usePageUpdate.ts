import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { strictTabStorage } from "../call/browser.ts";
import type { Clock } from "../call/clock.ts";
import { storedValue } from "../call/stored-value.ts";
import { listOf, text } from "../decoding/decoder.ts";
import type { PageUpdate } from "../update/page-update.ts";
import { PageUpdater, TRIES_KEPT } from "../update/page-updater.ts";
import type { PhoneRef } from "./usePhone.ts";

export interface PageUpdateRef {
  readonly state: ReadonlyRef<PageUpdate>;
  readonly reload: () => void;
}

/** Loads the page again when the server has another one. */
export function usePageUpdate({ phone }: PhoneRef, clock: Clock, basePath: string): PageUpdateRef {
  const state = shallowRef<PageUpdate>("none");
  const updater = new PageUpdater({
    own: ownPage(),
    phone,
    isTyping,
    reload: () => location.reload(),
    tries: storedValue(strictTabStorage(basePath), "duet.loaded-for", listOf(text, TRIES_KEPT)),
    clock,
    changed: (update) => state.value = update,
  });
  onScopeDispose(() => updater.dispose());
  return { state, reload: () => updater.reload() };
}

/** The server writes it into the page that it serves; somebody else's page has none. */
function ownPage(): string | null {
  return document.querySelector<HTMLMetaElement>("meta[name=duet-page]")?.content || null;
}

/** A dialog, and a field with something in it, are not taken away from whoever is there. */
function isTyping(): boolean {
  if (document.querySelector("dialog[open]") !== null) return true;
  const { activeElement: field } = document;
  return (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== "";
}
