import { isGroup } from "./groups.ts";

/** Letters that are written from right to left (Unicode UAX #9: R and AL), Hebrew to Adlam. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * What stands in a sentence of another direction, kept from turning the words around it about (U+2068 FIRST STRONG ISOLATE,
 * U+2069 POP DIRECTIONAL ISOLATE). What is written from left to right stays as it is.
 */
export function isolated(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}

/** The catalogue, with what its sentences are given kept apart in them: names, and what a browser says. */
export function isolating<Catalogue>(catalogue: Catalogue): Catalogue {
  // The same shape all the way down, which TypeScript cannot follow.
  return isolatingAny(catalogue) as Catalogue;
}

function isolatingAny(words: unknown): unknown {
  if (typeof words === "function") return (...given: unknown[]) => words(...given.map(isolatedAny));
  return mapped(words, isolatingAny);
}

function isolatedAny(given: unknown): unknown {
  if (typeof given === "string") return isolated(given);
  return mapped(given, isolatedAny);
}

/** With all that is in it changed; a date, say, has nothing in it. */
function mapped(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (!isGroup(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}
