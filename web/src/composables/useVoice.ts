import { onScopeDispose, type ReadonlyRef, watch } from "vue";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";

/** Makes the peer's voice heard. */
export function useVoice(voice: ReadonlyRef<MediaStream | null>, audio: PageAudioContext): void {
  const element = new Audio();
  element.autoplay = true;
  let callOff: () => void = () => {};
  const play = (stream: MediaStream | null) => {
    callOff();
    callOff = () => {};
    element.srcObject = stream;
    if (stream === null) return;
    // After a reload there may have been no gesture yet; the next one lets it sound.
    element.play().catch(() => callOff = audio.whenUnlocked(() => void element.play().catch(() => {})));
  };
  watch(voice, play, { immediate: true });
  onScopeDispose(() => play(null));
}
