import { onScopeDispose, type ReadonlyRef, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import { text } from "../text/text.ts";
import { stateWords } from "../text/words.ts";

const ICON = "assets/favicon.svg";
const RINGING_ICON = "assets/favicon-ringing.svg";

/** The tab says who is calling, and looks like it. */
export function useTitle(view: ReadonlyRef<CallView>): void {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const show = (words: string, ringing: boolean) => {
    document.title = words === "" ? text.app.name : `${words} – ${text.app.name}`;
    const wanted = ringing ? RINGING_ICON : ICON;
    if (icon !== null && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  };
  watch(view, (current) => {
    show(current.state === "idle" ? "" : stateWords(current, text), current.state === "ringing");
  }, { immediate: true });
  onScopeDispose(() => show("", false));
}
