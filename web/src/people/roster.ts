import type { PeopleList } from "../api/types.ts";
import type { Person } from "../contract.ts";
import { plainText, searchedWords } from "./plain-text.ts";

interface Entry {
  readonly person: Person;
  /** What a search looks at. */
  readonly words: string;
  readonly isMistakable: boolean;
  online: boolean;
}

const byName = new Intl.Collator(undefined, { numeric: true });

/**
 * Everybody whom one can call, and who of them is online. It is made to be large: names are sorted and made
 * plain once, and nobody is sorted again when somebody comes or goes.
 */
export class Roster {
  /** By name. */
  readonly #entries: readonly Entry[];
  readonly #byId: ReadonlyMap<string, Entry>;

  constructor({ people }: PeopleList, private readonly myId: string) {
    this.#entries = people.filter(({ id }) => id !== myId)
      .map(({ id, username, name, online, isMistakable = false }) => ({
        person: { id, username, name },
        words: searchedWords({ id, username, name }),
        online,
        isMistakable,
      }))
      .sort(({ person: a }, { person: b }) =>
        byName.compare(a.name, b.name) || byName.compare(a.username, b.username)
      );
    this.#byId = new Map(this.#entries.map((entry) => [entry.person.id, entry]));
  }

  /** How many there are. */
  get size(): number {
    return this.#entries.length;
  }

  /** Undefined: nobody of this id is known. */
  isOnline(id: string): boolean | undefined {
    return this.#byId.get(id)?.online;
  }

  /**
   * Could they be taken for somebody else by their name? The server has compared what names look like; of a name that is
   * newer than the list, or of whoever is not in it, nobody knows, so they could.
   */
  isMistakable({ id, name }: Person): boolean {
    if (id === this.myId) return false;
    const entry = this.#byId.get(id);
    return entry?.person.name !== name || entry.isMistakable;
  }

  /** Takes over who came and who went; false when there is somebody among them who is not known here. */
  apply(
    { online, offline }: { readonly online: readonly string[]; readonly offline: readonly string[] },
  ): boolean {
    for (const id of offline) this.#set(id, false);
    const strangers = online.filter((id) => !this.#set(id, true) && id !== this.myId);
    return strangers.length === 0;
  }

  /**
   * Those whose name or sign-in name contains the query, whatever its case and accents: who is online first,
   * then by name. An empty query finds everybody.
   */
  find(query: string): readonly Person[] {
    const wanted = plainText(query);
    const online: Person[] = [];
    const offline: Person[] = [];
    for (const entry of this.#entries) {
      if (entry.words.includes(wanted)) (entry.online ? online : offline).push(entry.person);
    }
    return online.concat(offline);
  }

  #set(id: string, online: boolean): boolean {
    const entry = this.#byId.get(id);
    if (entry !== undefined) entry.online = online;
    return entry !== undefined;
  }
}
