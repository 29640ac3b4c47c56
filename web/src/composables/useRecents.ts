import { computed, type ReadonlyRef, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { RecentCall } from "../api/types.ts";
import type { Person } from "../contract.ts";
import { isMissed } from "../text/words.ts";
import type { Call } from "./useCall.ts";
import type { Connection } from "./useConnection.ts";

export interface Recents {
  readonly calls: ReadonlyRef<readonly RecentCall[]>;
  readonly state: ReadonlyRef<"loading" | "loaded" | "failed">;
  /** Missed calls that nobody has looked at yet. */
  readonly unseen: ReadonlyRef<number>;
  readonly load: () => Promise<void>;
  readonly markSeen: () => void;
}

/** The calls of the past; loaded anew whenever one has ended. */
export function useRecents(api: DuetApi, connection: Connection, call: Call, me: Person): Recents {
  const seenKey = `duet.recents-seen.${me.id}`;
  const calls = shallowRef<readonly RecentCall[]>([]);
  const state = shallowRef<"loading" | "loaded" | "failed">("loading");
  const seen = shallowRef(Number(localStorage.getItem(seenKey) ?? 0));

  const fetch = async () => {
    try {
      // A call that is still going on is in the call panel, not in the past.
      calls.value = (await api.recentCalls()).filter(({ endedAt }) => endedAt !== null);
      state.value = "loaded";
    } catch {
      if (state.value === "loading") state.value = "failed";
    }
  };
  // The end of a call is told several times; one request under way and one after it are enough.
  let underWay: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const load = (): Promise<void> => {
    if (underWay === null) return underWay = fetch().finally(() => underWay = null);
    return next ??= underWay.then(() => {
      next = null;
      return load();
    });
  };

  watch(() => connection.state.value === "open" && call.view.value.state === "idle", (settled) => {
    if (settled) void load();
  });
  // Also one that ended elsewhere, or was missed while this device was busy.
  connection.listen(({ type, payload }) => {
    if (type === "session:call" && payload.call === null) void load();
  });
  void load();

  return {
    calls,
    state,
    unseen: computed(() =>
      calls.value.filter((recent) => isMissed(recent) && recent.startedAt > seen.value).length
    ),
    load,
    markSeen() {
      const newest = calls.value[0]?.startedAt ?? 0;
      if (newest <= seen.value) return;
      seen.value = newest;
      localStorage.setItem(seenKey, String(newest));
    },
  };
}
