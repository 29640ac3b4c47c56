import type { LateWords } from "./late-text.ts";
import { en } from "./en.ts";
import type { Text } from "./text.ts";

/** A language in which everything can be said. */
export interface Language {
  /** As in `lang` (BCP 47). */
  readonly code: string;
  /** In itself. */
  readonly name: string;
  /** What is seen at first. */
  readonly load: () => Promise<Text>;
  /** What is loaded later; null where it comes with the parts that say it. */
  readonly loadLate: () => Promise<LateWords | null>;
}

/** It is always there. */
export const ENGLISH: Language = {
  code: "en",
  name: "English",
  load: () => Promise.resolve(en),
  loadLate: () => Promise.resolve(null),
};

/** The first one is for whoever wishes for none of them. */
export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  {
    code: "de",
    name: "Deutsch",
    load: async () => (await import("./de.ts")).de,
    loadLate: async () => (await import("./de-late.ts")).deLate,
  },
];

/** The first of a browser's wishes that can be met (RFC 4647 section 3.4, by the language alone). */
export function wishedLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const code = wish.toLowerCase().split("-")[0];
    const found = LANGUAGES.find((language) => language.code === code);
    if (found !== undefined) return found;
  }
  return ENGLISH;
}

/** The one that was chosen, or else wished for. */
export function languageOf(chosen: string | null, wishes: readonly string[]): Language {
  return LANGUAGES.find(({ code }) => code === chosen) ?? wishedLanguage(wishes);
}
