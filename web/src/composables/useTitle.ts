import { onScopeDispose, type ReadonlyRef, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import { text } from "../text/text.ts";
import { stateWords, titleOf } from "../text/words.ts";

const ICON = "assets/favicon.svg";
const RINGING_ICON = "assets/favicon-ringing.svg";

/** The tab says who is calling, and looks like it; without a call, how many were missed. */
export function useTitle(view: ReadonlyRef<CallView>, unseen: ReadonlyRef<number>): void {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const show = (title: string, ringing: boolean) => {
    document.title = title;
    const wanted = ringing ? RINGING_ICON : ICON;
    if (icon !== null && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  };
  const title = () => {
    const current = view.value;
    return titleOf(current.state === "idle" ? "" : stateWords(current, text), unseen.value, text);
  };
  watch(() => [title(), view.value.state === "ringing"] as const, ([words, rings]) => show(words, rings), {
    immediate: true,
  });
  onScopeDispose(() => show(titleOf("", 0, text), false));
}
