import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import { playVoice } from "../sounds/play-voice.ts";

/** Makes the peer's voice heard. `blocked` is true while the browser wants a gesture first. */
export function useVoice(
  voice: ReadonlyRef<MediaStream | null>,
  audio: PageAudioContext,
): { blocked: ReadonlyRef<boolean> } {
  const blocked = shallowRef(false);
  const element = new Audio();
  element.autoplay = true;
  let stop = () => {};
  const play = (stream: MediaStream | null) => {
    stop();
    stop = stream === null ? () => {} : playVoice(stream, {
      element,
      audio,
      blocked: (value) => blocked.value = value,
    });
  };
  watch(voice, play, { immediate: true });
  onScopeDispose(() => play(null));
  return { blocked };
}
