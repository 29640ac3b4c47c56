import { type StoredValue, storedValue, type ValueStorage } from "../call/stored-value.ts";
import { type Unknown, wordOf } from "../decoding/decoder.ts";

export const THEMES = ["light", "dark"] as const;
export type Theme = typeof THEMES[number];

/** What was chosen on this device; nothing for what the system has. */
export function themeChoice(storage: ValueStorage): StoredValue<Theme | Unknown> {
  return storedValue(storage, "duet.theme", wordOf(THEMES));
}

/** Whether the system is dark (Media Queries Level 5 section 11.5). */
export const systemIsDark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

/** Shows a page as was chosen, and where nothing was as the system has it. */
export function showChosen(
  page: ThemedDocument,
  chosen: Pick<StoredValue<Theme | Unknown>, "load">,
  system: Pick<MediaQueryList, "matches">,
): void {
  showTheme(page, themeOf(chosen.load(), system.matches));
}

/** What is shown of a choice. */
export function themeOf(chosen: Theme | Unknown | null, isSystemDark: boolean): Theme {
  if (chosen === "light" || chosen === "dark") return chosen;
  return isSystemDark ? "dark" : "light";
}

/** The colour around the page in each, as `--ground` in tokens.css. */
const GROUNDS: Readonly<Record<Theme, string>> = { light: "#f5f6f8", dark: "#101318" };

/** The part of a document that has a theme. */
export interface ThemedDocument {
  readonly documentElement: { readonly dataset: DOMStringMap };
  querySelector(selector: string): { setAttribute(name: string, value: string): void } | null;
}

/** Shows a page in a theme: its own colours, the browser's for what it draws itself, and those around the page. */
export function showTheme(page: ThemedDocument, theme: Theme): void {
  page.documentElement.dataset["theme"] = theme;
  page.querySelector("meta[name=color-scheme]")?.setAttribute("content", theme);
  page.querySelector("meta[name=theme-color]")?.setAttribute("content", GROUNDS[theme]);
}
