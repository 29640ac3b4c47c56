import { onScopeDispose, type ReadonlyRef, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import { text } from "../text/text.ts";
import { stateWords, titleOf } from "../text/words.ts";

const ICON = "assets/favicon.svg";
const RINGING_ICON = "assets/favicon-ringing.svg";

/** The tab says who is calling, and looks like it; without a call, how many were missed. */
export function useTitle(view: ReadonlyRef<CallView>, unseen: ReadonlyRef<number>): void {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const show = (words: string, ringing: boolean, missed = 0) => {
    document.title = titleOf(words, missed, text);
    const wanted = ringing ? RINGING_ICON : ICON;
    if (icon !== null && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  };
  watch(() => ({ current: view.value, missed: unseen.value }), ({ current, missed }) => {
    show(current.state === "idle" ? "" : stateWords(current, text), current.state === "ringing", missed);
  }, { immediate: true });
  onScopeDispose(() => show("", false));
}
