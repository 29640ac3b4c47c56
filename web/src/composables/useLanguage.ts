import { type ReadonlyRef, shallowRef } from "vue";
import type { ValueStorage } from "../call/stored-value.ts";
import { languageChoice } from "../settings/language-choice.ts";
import { type Language, wishedLanguage } from "../text/languages.ts";

export interface LanguageHere {
  /** What the browser wishes for. */
  readonly wished: Language;
  /** The code of what was chosen instead on this device, or null. */
  readonly chosen: ReadonlyRef<string | null>;
  /** Null: as the browser wishes. The page is loaded again for it, but not in a call. */
  readonly choose: (code: string | null) => void;
}

/** In which language this device speaks. */
export function useLanguage(
  storage: ValueStorage,
  isInCall: () => boolean,
  reload: () => void,
): LanguageHere {
  const kept = languageChoice(storage);
  const chosen = shallowRef(kept.load());
  return {
    wished: wishedLanguage(navigator.languages),
    chosen,
    choose(code) {
      kept.save(code);
      chosen.value = code;
      if (!isInCall()) reload();
    },
  };
}
