import type { PeopleList } from "../../src/api/types.ts";
import { Roster } from "../../src/people/roster.ts";

/** "Bo", "Bo/sign-in name", "+Bo" who is online. Their name is their id. */
export function listOf(presence: number, ...entries: readonly string[]): PeopleList {
  const people = entries.map((entry) => {
    const [, online, name = "", username = name] = /^(\+?)([^/]*)(?:\/(.*))?$/.exec(entry) ?? [];
    return { id: name, username, name, online: online === "+" };
  });
  return { presence, people };
}

/** The roster of somebody whose id is "me". */
export function rosterOf(...entries: readonly string[]): Roster {
  return new Roster(listOf(0, ...entries), "me");
}
