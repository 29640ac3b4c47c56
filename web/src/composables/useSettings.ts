import { onMounted, type ReadonlyRef, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { PersonalSettings } from "../api/types.ts";
import { OwnSettings } from "../settings/own-settings.ts";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";

export interface Settings {
  /** Null until they have come. */
  readonly known: ReadonlyRef<PersonalSettings | null>;
  /** What went wrong last, in words; empty while nothing has. */
  readonly failure: ReadonlyRef<string>;
  readonly chooseRelay: (always: boolean) => void;
}

/** What one has chosen for oneself; it is asked for when the component is there. */
export function useSettings(api: DuetApi, relayChosen: (always: boolean) => void): Settings {
  const settings = new OwnSettings(api, { changed: () => known.value = settings.known, relayChosen });
  const known = shallowRef(settings.known);
  const failure = shallowRef("");
  const attempt = async (work: Promise<void>) => {
    failure.value = "";
    await work.catch((error: unknown) => failure.value = failureWords(error, text).message);
  };
  onMounted(() => void attempt(settings.load()));
  return { known, failure, chooseRelay: (always) => void attempt(settings.chooseRelay(always)) };
}
