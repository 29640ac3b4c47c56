import type { Person } from "../contract.ts";
import type { Roster } from "./roster.ts";

/** Whom a list shows, in which order. While it is held, nobody takes another place, comes or goes. */
export class ShownOrder {
  #query = "";
  #people: readonly Person[] = [];

  /** Another query is the reader's own doing: it is followed at once. */
  of(roster: Roster, query: string, isHeld: boolean): readonly Person[] {
    if (!isHeld || query !== this.#query || this.#people.length === 0) this.#people = roster.find(query);
    this.#query = query;
    return this.#people;
  }
}
