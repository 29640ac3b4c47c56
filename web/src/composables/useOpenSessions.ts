import { onMounted, type ReadonlyRef, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { OpenSession } from "../api/types.ts";
import { useAttempt } from "./useAttempt.ts";

export interface OpenSessions {
  /** Null until they have come. */
  readonly known: ReadonlyRef<readonly OpenSession[] | null>;
  /** What went wrong last, in words; empty while nothing has. */
  readonly failure: ReadonlyRef<string>;
  /** Was one ended just now? */
  readonly hasEnded: ReadonlyRef<boolean>;
  readonly end: (id: string) => Promise<void>;
  readonly endOthers: () => Promise<void>;
}

/** Where one is signed in, and how that ends. */
export function useOpenSessions(api: DuetApi): OpenSessions {
  const known = shallowRef<readonly OpenSession[] | null>(null);
  const hasEnded = shallowRef(false);
  const { failure, attempt } = useAttempt();
  const load = async () => {
    known.value = await api.sessions();
  };
  /** What holds then is asked for, also after a refusal, which stays said: the session may be gone already. */
  const ended = async (work: Promise<void>) => {
    hasEnded.value = await attempt(work);
    if (hasEnded.value) await attempt(load());
    else await load().catch(() => {});
  };
  onMounted(() => void attempt(load()));
  return {
    known,
    failure,
    hasEnded,
    end: (id) => ended(api.endSession(id)),
    endOthers: () => ended(api.endOtherSessions()),
  };
}
