import { computed, type ReadonlyRef, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Person } from "../contract.ts";
import type { Connection } from "./useConnection.ts";

export interface PersonPresence {
  readonly person: Person;
  readonly online: boolean;
}

export interface People {
  readonly all: ReadonlyRef<readonly PersonPresence[]>;
  readonly state: ReadonlyRef<"loading" | "loaded" | "failed">;
  readonly load: () => Promise<void>;
}

/** Everybody else: those who are online first, then by name. */
export function usePeople(api: DuetApi, connection: Connection, me: Person): People {
  const people = shallowRef<readonly Person[]>([]);
  const state = shallowRef<"loading" | "loaded" | "failed">("loading");

  const load = async () => {
    try {
      people.value = (await api.people()).filter(({ id }) => id !== me.id);
      state.value = "loaded";
    } catch {
      if (state.value === "loading") state.value = "failed";
    }
  };

  // Whatever was missed without a connection is in the list now.
  watch(connection.state, (current) => {
    if (current === "open") void load();
  });
  // Somebody who is not in the list has come in through an invitation.
  connection.listen(({ type, payload }) => {
    if (type !== "session:presence" || payload.user_id === me.id) return;
    if (!people.value.some(({ id }) => id === payload.user_id)) void load();
  });
  void load();

  const all = computed(() =>
    people.value
      .map((person) => ({ person, online: connection.online.value.has(person.id) }))
      .sort((a, b) => Number(b.online) - Number(a.online) || a.person.name.localeCompare(b.person.name))
  );
  return { all, state, load };
}

/** Those whose name or sign-in name contains what was typed, whatever its case and accents. */
export function search(people: readonly PersonPresence[], query: string): readonly PersonPresence[] {
  const wanted = plain(query);
  if (wanted === "") return people;
  return people.filter(({ person }) =>
    plain(person.name).includes(wanted) || plain(person.username).includes(wanted)
  );
}

function plain(text: string): string {
  return text.trim().normalize("NFD").replace(/\p{Mark}/gu, "").toLocaleLowerCase();
}
