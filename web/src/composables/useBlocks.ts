import { type ReadonlyRef, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Person } from "../contract.ts";
import { BlockList } from "../people/block-list.ts";
import type { Connection } from "./useConnection.ts";

export interface Blocks {
  readonly ids: ReadonlyRef<ReadonlySet<string>>;
  /** Asks anew: another device may have changed it. */
  readonly load: () => void;
  /** Throws `ApiError`, `Unreachable` or `Intercepted`. */
  readonly set: (person: Person, isBlocked: boolean) => Promise<void>;
}

/** Whom one has blocked; asked anew whenever the connection has come, as another device may have changed it. */
export function useBlocks(api: DuetApi, connection: Connection): Blocks {
  const list = new BlockList(api, () => ids.value = list.ids);
  const ids = shallowRef(list.ids);
  watch(() => connection.state.value === "open", (isOpen) => {
    if (isOpen) void list.load();
  }, { immediate: true });
  return { ids, load: () => void list.load(), set: (person, isBlocked) => list.set(person.id, isBlocked) };
}
