import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { type CallTimeline, fetchCallTimeline } from "../api/call-timeline.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { Clock } from "../call/clock.ts";

/** How often it is asked for while the call goes on, and again after a failure. Milliseconds. */
const EVERY = 5_000;

export interface CallTimelineHere {
  /** Null until it has come. */
  readonly timeline: ReadonlyRef<CallTimeline | null>;
  /** The last time it was asked for it did not come; what came before stays. */
  readonly hasFailed: ReadonlyRef<boolean>;
}

/** A call's timeline, asked for again as long as the call goes on. */
export function useCallTimeline(
  api: DuetApi,
  callId: string,
  clock: Clock,
  goesOn: () => boolean,
): CallTimelineHere {
  const timeline = shallowRef<CallTimeline | null>(null);
  const hasFailed = shallowRef(false);
  let isDisposed = false;
  let cancel: () => void = () => {};
  const load = async () => {
    // Asked before: what comes then may lack the end.
    const mayChange = goesOn();
    hasFailed.value = await fetchCallTimeline(api, callId).then(
      (came) => {
        timeline.value = came;
        return false;
      },
      () => true,
    );
    if (!isDisposed && (mayChange || hasFailed.value)) cancel = clock.after(EVERY, () => void load());
  };
  void load();
  onScopeDispose(() => {
    isDisposed = true;
    cancel();
  });
  return { timeline, hasFailed };
}
