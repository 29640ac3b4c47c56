import { isGroup } from "./groups.ts";

/** Two catalogues as one: groups that both have are put together, and of anything else the second one's counts. */
export function together<One extends object, Other extends object>(one: One, other: Other): One & Other {
  const all: Record<string, unknown> = Object.fromEntries(Object.entries(one));
  for (const [name, words] of Object.entries(other)) {
    const known = all[name];
    all[name] = isGroup(known) && isGroup(words) ? together(known, words) : words;
  }
  return all as One & Other; // all the way down, which TypeScript cannot follow
}
