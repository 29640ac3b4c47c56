import { computed, type ReadonlyRef, shallowRef } from "vue";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";

export interface Attempt {
  /** What went wrong last, in words; empty while nothing has. */
  readonly failure: ReadonlyRef<string>;
  /** Does something while somebody waits; false if it came to nothing. */
  readonly attempt: (work: Promise<void>) => Promise<boolean>;
}

/** For what may fail, and is said then where it was asked for. */
export function useAttempt(): Attempt {
  const failed = shallowRef<{ readonly error: unknown } | null>(null);
  return {
    failure: computed(() => failed.value === null ? "" : failureWords(failed.value.error, text).message),
    async attempt(work) {
      failed.value = null;
      try {
        await work;
        return true;
      } catch (error) {
        failed.value = { error };
        return false;
      }
    },
  };
}
