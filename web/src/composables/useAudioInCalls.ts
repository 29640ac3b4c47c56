import { computed, onScopeDispose, type ReadonlyRef, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";

/** Has the page's audio context run in a call: meters listen by it, and what is sent without a microphone comes from it. */
export function useAudioInCalls(view: ReadonlyRef<CallView>, audio: PageAudioContext): void {
  const isWanted = computed(() => view.value.state !== "idle" && view.value.state !== "ringing");
  let rest = () => {};
  watch(isWanted, (wanted) => {
    rest();
    rest = wanted ? audio.use() : () => {};
  }, { immediate: true });
  onScopeDispose(() => rest());
}
