import { computed, type ReadonlyRef, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { type CallHistory, withNewest, withOlder } from "../history/call-history.ts";
import { type RepeatedCall, withoutRepeats } from "../history/repeated-calls.ts";
import { SeenCalls } from "../history/seen-calls.ts";
import type { Call } from "./useCall.ts";
import type { Connection } from "./useConnection.ts";

export interface Recents {
  readonly rows: ReadonlyRef<readonly RepeatedCall[]>;
  readonly state: ReadonlyRef<"loading" | "loaded" | "failed">;
  /** Missed calls that nobody has looked at yet, on any device. */
  readonly unseen: ReadonlyRef<number>;
  readonly load: () => Promise<void>;
  /** Loads the calls before the last row, if there are any and nobody has asked yet. */
  readonly loadOlder: () => Promise<void>;
  /** Somebody looks at them. */
  readonly look: () => void;
}

/** The calls of the past; loaded anew whenever one has ended. */
export function useRecents(api: DuetApi, connection: Connection, call: Call): Recents {
  const history = shallowRef<CallHistory | null>(null);
  const hasFailed = shallowRef(false);
  // A call that is still going on is in the call panel, not in the past.
  const calls = computed(() => history.value?.calls.filter(({ endedAt }) => endedAt !== null) ?? []);

  const unseen = shallowRef(0);
  const count = () => unseen.value = seen.unseen(calls.value);
  const seen = new SeenCalls(api, count);
  watch(calls, count);

  const rows = computed(() => withoutRepeats(calls.value));

  const fetch = async () => {
    try {
      const page = await api.recentCalls();
      seen.learned(page.seen);
      history.value = withNewest(history.value, page);
    } catch {
      hasFailed.value = true; // what was there stays; without anything the list says so
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
  let older: Promise<void> | null = null;
  const fetchOlder = async () => {
    const known = rows.value.length;
    // A page of somebody who called all day adds no row; nobody can scroll to its end to ask for more.
    while (rows.value.length === known && history.value?.hasOlder === true) {
      const last = history.value.calls.at(-1);
      if (last === undefined) return;
      try {
        const page = await api.recentCalls(last.startedAt);
        // Meanwhile the newest calls may have come without those that this page follows on.
        if (history.value.calls.at(-1)?.callId !== last.callId) return;
        history.value = withOlder(history.value, page);
      } catch {
        return; // the next scrolling to the end asks again
      }
    }
  };

  watch(() => connection.state.value === "open" && call.view.value.state === "idle", (settled) => {
    if (settled) void load();
  });
  // Also one that ended elsewhere, or was missed while this device was busy.
  connection.listen(({ type, payload }) => {
    if (type === "session:call" && payload.call === null) void load();
    if (type === "session:changed" && payload.what === "seen_calls") void load();
  });
  void load();

  return {
    rows,
    state: computed(() => history.value !== null ? "loaded" : hasFailed.value ? "failed" : "loading"),
    unseen,
    load,
    loadOlder() {
      if (history.value?.hasOlder !== true) return Promise.resolve();
      return older ??= fetchOlder().finally(() => older = null);
    },
    look: () => seen.look(calls.value),
  };
}
