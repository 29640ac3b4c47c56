import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { ApiError } from "../api/api-error.ts";
import { type CallTimeline, fetchCallTimeline } from "../api/call-timeline.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { Clock } from "../call/clock.ts";
import { RepeatedLook } from "../call/repeated-look.ts";

/** How often it is asked for while the call goes on, and again after a failure; it may be long. Milliseconds. */
const LOOK = { interval: 5_000, deadline: 30_000 };

export interface CallTimelineHere {
  /** Null until it has come. */
  readonly timeline: ReadonlyRef<CallTimeline | null>;
  /** The last time it was asked for it did not come; what came before stays. */
  readonly hasFailed: ReadonlyRef<boolean>;
}

/** What the server has answered; null for a refusal, which stands. */
interface Answer {
  readonly timeline: CallTimeline | null;
  /** Another answer may come: the call went on when it was asked, so this one may lack the end. */
  readonly mayChange: boolean;
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
  const look = new RepeatedLook<Answer>({
    ...LOOK,
    clock,
    look: async () => {
      const mayChange = goesOn();
      return { mayChange, timeline: await fetchCallTimeline(api, callId).catch(nullIfRefused) };
    },
    found: (answer) => {
      hasFailed.value = answer.timeline === null;
      timeline.value = answer.timeline ?? timeline.value;
      if (!answer.mayChange) look.stop();
    },
    missed: () => hasFailed.value = true,
  });
  look.start(0);
  onScopeDispose(() => look.stop());
  return { timeline, hasFailed };
}

/** What the server cannot do at the moment is no refusal. */
function nullIfRefused(error: unknown): null {
  if (error instanceof ApiError && error.status < 500 && error.status !== 429) return null;
  throw error;
}
