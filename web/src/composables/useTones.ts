import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import type { Locks } from "../call/device-identity.ts";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import { startTone } from "../sounds/start-tone.ts";
import { ToneChoice } from "../sounds/tone-of.ts";
import type { ToneName } from "../sounds/tones.ts";

/**
 * Sounds what the state asks for. `blocked` is true while it ought to ring but the browser wants a gesture
 * first.
 */
export function useTones(
  view: ReadonlyRef<CallView>,
  audio: PageAudioContext,
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
      locks,
      blocked: (value) => blocked.value = value,
    });
  };
  const choice = new ToneChoice();
  watch(() => choice.of(view.value, mayDisturb()), start, { immediate: true });
  onScopeDispose(() => start(null));
  return { blocked };
}
