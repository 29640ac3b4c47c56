import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import { playVoice } from "../sounds/play-voice.ts";
import { sendTo } from "../sounds/sound-tone.ts";
import type { SoundHere } from "./useSound.ts";

/** Makes the peer's voice heard. `blocked` is true while the browser wants a gesture first. */
export function useVoice(
  voice: ReadonlyRef<MediaStream | null>,
  audio: PageAudioContext,
  sound: SoundHere,
): { blocked: ReadonlyRef<boolean> } {
  const blocked = shallowRef(false);
  const element = new Audio();
  element.autoplay = true;
  let stop = () => {};
  const play = (stream: MediaStream | null) => {
    stop();
    if (stream !== null) void sound.look(); // in a call the microphone was allowed
    stop = stream === null ? () => {} : playVoice(stream, {
      element,
      audio,
      blocked: (value) => blocked.value = value,
    });
  };
  watch(voice, play, { immediate: true });
  watch(() => sound.output("speaker").sink, () => {
    sendTo(element, sound.output("speaker")).catch(() => {}); // a device that is refused is another sink then
  });
  onScopeDispose(() => play(null));
  return { blocked };
}
