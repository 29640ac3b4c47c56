import type { Language } from "../text/languages.ts";
import { loadLateStyles } from "./late-styles.ts";

export type LateDialogs = typeof import("../components/dialogs.ts");

/** Loads what nobody sees at first, and has it speak the language; English where its words cannot be had. */
export async function loadDialogs(
  language: Language,
  warn: (message: string, detail: string) => void,
): Promise<LateDialogs> {
  const late = language.loadLate().catch((error) => {
    warn("The words of a part could not be loaded.", String(error));
    return null;
  });
  const [part, words] = await Promise.all([import("../components/dialogs.ts"), late, loadLateStyles()]);
  if (words !== null) part.speakLate(words);
  return part;
}
