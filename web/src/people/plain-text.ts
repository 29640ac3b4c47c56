import type { Person } from "../contract.ts";

/** A text as it is compared in a search: without case and accents. */
export function plainText(text: string): string {
  const lower = text.trim().toLowerCase();
  // Most names are done here, and there may be many of them.
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  return lower.normalize("NFD").replace(/\p{Mark}/gu, "");
}

/** What a search of people looks at: what they are called, and what they sign in with. */
export function searchedWords({ name, username }: Person): string {
  return `${plainText(name)}\n${plainText(username)}`;
}
