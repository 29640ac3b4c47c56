import { type ReadonlyRef, shallowRef } from "vue";
import { useAttempt } from "./useAttempt.ts";

export interface Loaded<Value> {
  /** Null until it has come. What was known stays while it is asked for again. */
  readonly known: ReadonlyRef<Value | null>;
  /** What went wrong last, in words; empty while nothing has. */
  readonly failure: ReadonlyRef<string>;
  /** Is a change under way? Until it has come to something nothing else is changed. */
  readonly isChanging: ReadonlyRef<boolean>;
  /** Changes something, and shows what holds then; false if it came to nothing. */
  readonly change: (work: () => Promise<void>) => Promise<boolean>;
}

/** Something that the server is asked for at once, and again after each change. */
export function useLoaded<Value>(ask: () => Promise<Value>): Loaded<Value> {
  const known = shallowRef<Value | null>(null);
  const isChanging = shallowRef(false);
  const { failure, attempt } = useAttempt();
  /** The number of the last question; an answer to one before it may be of the past. */
  let latest = 0;
  const load = async () => {
    const question = ++latest;
    try {
      const value = await ask();
      if (question === latest) known.value = value;
    } catch (error) {
      if (question === latest) throw error;
    }
  };
  const changed = async (work: () => Promise<void>) => {
    latest += 1; // what was asked before may not know of it
    const isDone = await attempt(work());
    // Asked for after a refusal as well, which stays said: somebody else may have been faster.
    if (isDone) await attempt(load());
    else await load().catch(() => {});
    return isDone;
  };
  void attempt(load());
  return {
    known,
    failure,
    isChanging,
    async change(work) {
      if (isChanging.value) return false;
      isChanging.value = true;
      const isDone = await changed(work);
      isChanging.value = false;
      return isDone;
    },
  };
}
