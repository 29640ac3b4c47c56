import type { SpokenLanguage } from "../text/spoken-language.ts";
import { loadLateStyles } from "./late-styles.ts";

export type LateDialogs = typeof import("../components/dialogs.ts");

/** Loads what nobody sees at first, and has it speak the language. */
export async function loadDialogs(language: SpokenLanguage): Promise<LateDialogs> {
  const [part] = await Promise.all([import("../components/dialogs.ts"), loadLateStyles()]);
  await language.joinLate(part.speakLate);
  return part;
}
