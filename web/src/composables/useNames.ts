import { inject, type InjectionKey, provide, type ReadonlyRef } from "vue";
import type { PastPerson } from "../api/types.ts";
import type { RosterView } from "../people/roster-sync.ts";
import { toldApart } from "../text/words.ts";

/** What people are called where somebody else could be mistaken for them. */
export interface Names {
  /** Does it need to be said how they sign in? */
  readonly isMistakable: (person: PastPerson) => boolean;
  /** Their name in words, and how they sign in where that tells them from somebody else. */
  readonly of: (person: PastPerson) => string;
}

const NAMES: InjectionKey<Names> = Symbol();

/** For everything below the component that calls it. */
export function provideNames(people: ReadonlyRef<RosterView>): void {
  const isMistakable = (person: PastPerson) =>
    person.isGone !== true && people.value.kind === "loaded" && people.value.roster.isMistakable(person);
  provide(NAMES, {
    isMistakable,
    of: (person) => isMistakable(person) ? toldApart(person) : person.name,
  });
}

export function useNames(): Names {
  return inject(NAMES, NOBODY_ELSE);
}

/** Where nobody else is known. */
const NOBODY_ELSE: Names = { isMistakable: () => false, of: ({ name }) => name };
