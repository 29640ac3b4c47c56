import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { Clock } from "../call/clock.ts";
import type { MediaPoint } from "../call/quality/media-history.ts";
import type { Call } from "./useCall.ts";

/** How often it is looked. Milliseconds. */
const EVERY = 1_000;

/** How a call has sounded here in the last minutes, as it goes on. */
export function useMedia(call: Call, callId: string, clock: Clock): ReadonlyRef<readonly MediaPoint[]> {
  const points = shallowRef(call.media(callId));
  let cancel: () => void = () => {};
  const lookLater = () => {
    cancel = clock.after(EVERY, () => {
      points.value = call.media(callId); // the same array as long as nothing was added
      lookLater();
    });
  };
  lookLater();
  onScopeDispose(() => cancel());
  return points;
}
