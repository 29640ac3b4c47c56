import { computed, onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import type { Locks } from "../call/device-identity.ts";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import { startTone } from "../sounds/start-tone.ts";
import { ToneChoice } from "../sounds/tone-of.ts";
import type { ToneName } from "../sounds/tones.ts";
import type { SoundHere } from "./useSound.ts";

/**
 * Sounds what the state asks for. `blocked` is true while it ought to ring but the browser wants a gesture
 * first.
 */
export function useTones(
  view: ReadonlyRef<CallView>,
  audio: PageAudioContext,
  sound: SoundHere,
  locks: Locks | undefined,
  /** May a call disturb somebody here? */
  mayDisturb: () => boolean,
): { blocked: ReadonlyRef<boolean> } {
  const blocked = shallowRef(false);
  let stop: () => void = () => {};
  const start = (name: ToneName | null) => {
    stop();
    stop = name === null ? () => {} : startTone(name, {
      audio,
      sound: sound.tone,
      locks,
      blocked: (value) => blocked.value = value,
    });
  };
  const choice = new ToneChoice();
  const wanted = computed(() => choice.of(view.value, mayDisturb()));
  watch(wanted, start, { immediate: true });
  // The device on which it rings has gone, or is back.
  watch(() => sound.output("ringer").sink, () => {
    if (wanted.value === "ring") start("ring");
  });
  onScopeDispose(() => start(null));
  return { blocked };
}
