import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import { PushRunner, type PushRunnerParts } from "../notify/push-runner.ts";
import { type PushState, UNWANTED } from "../notify/push-state.ts";
import { hasEnded, lostOf, type Session } from "./useSession.ts";

export interface Push {
  /** How far this browser's subscription to pushes has got. */
  readonly state: ReadonlyRef<PushState>;
  /** Tries once more what has come to nothing. */
  readonly again: () => void;
}

export interface PushUse {
  readonly runner: Omit<PushRunnerParts, "changed">;
  readonly isWanted: () => boolean;
  readonly isConnected: () => boolean;
  readonly session: Pick<Session, "state">;
}

/** Keeps this browser subscribed to pushes as long as that is wanted, and the server told in each session. */
export function usePush({ runner: parts, isWanted, isConnected, session }: PushUse): Push {
  const state = shallowRef(UNWANTED);
  const runner = new PushRunner({ ...parts, changed: (changed) => state.value = changed });
  const again = () => {
    if (state.value.trouble !== null) runner.again();
  };
  watch(isWanted, (wanted) => runner.want(wanted), { immediate: true });
  watch(isConnected, (connected) => {
    if (connected && state.value.trouble === "unreachable") again();
  });
  // The server has forgotten the subscription with the session that was lost.
  watch(() => lostOf(session.state.value), (lost, before) => {
    if (lost === null && before !== null) runner.again();
  });
  onScopeDispose(() => {
    runner.dispose();
    if (hasEnded(session.state.value)) void runner.signedOut();
  });
  return { state, again };
}
