import { onScopeDispose } from "vue";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import { soundTone, type ToneSound } from "../sounds/sound-tone.ts";

/** Plays sounds to be judged, one at a time, for as long as the scope lives. */
export function useTestSounds(audio: PageAudioContext): (sound: ToneSound) => void {
  let stop = () => {};
  onScopeDispose(() => stop());
  return (sound) => {
    stop();
    let silence = () => {};
    const rest = audio.use({
      begins: (context) => silence = soundTone(context, sound, () => rest()),
    });
    stop = () => {
      rest();
      silence();
    };
  };
}
