import { onScopeDispose, type ReadonlyRef, watch } from "vue";
import type { SoundRoom } from "../sounds/sound-room.ts";

/** Makes the peer's voice heard. */
export function useVoice(voice: ReadonlyRef<MediaStream | null>, room: SoundRoom): void {
  const audio = new Audio();
  audio.autoplay = true;
  let callOff: () => void = () => {};
  const play = (stream: MediaStream | null) => {
    callOff();
    callOff = () => {};
    audio.srcObject = stream;
    if (stream === null) return;
    // After a reload there may have been no gesture yet; the next one lets it sound.
    audio.play().catch(() => callOff = room.whenUnlocked(() => void audio.play().catch(() => {})));
  };
  watch(voice, play, { immediate: true });
  onScopeDispose(() => play(null));
}
