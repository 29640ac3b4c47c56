import type { RecentCall, RecentCallPage } from "../api/types.ts";

/** The calls of the past as far as they have been loaded, newest first, without a gap. */
export interface CallHistory {
  readonly calls: readonly RecentCall[];
  /** There are older calls that have not been loaded. */
  readonly hasOlder: boolean;
}

/** With the newest calls as they are now. What lies behind a gap is forgotten, and can be loaded again. */
export function withNewest(known: CallHistory | null, { calls, isLast }: RecentCallPage): CallHistory {
  const page = new Set(calls.map(({ callId }) => callId));
  const older = known?.calls.filter(({ callId }) => !page.has(callId)) ?? [];
  const joins = known !== null && older.length < known.calls.length;
  if (isLast || !joins) return { calls, hasOlder: !isLast };
  return { calls: [...calls, ...older].sort(newestFirst), hasOlder: known.hasOlder };
}

/** With the calls before the last one. */
export function withOlder(known: CallHistory, { calls, isLast }: RecentCallPage): CallHistory {
  const there = new Set(known.calls.map(({ callId }) => callId));
  return { calls: [...known.calls, ...calls.filter(({ callId }) => !there.has(callId))], hasOlder: !isLast };
}

function newestFirst(one: RecentCall, other: RecentCall): number {
  return other.startedAt - one.startedAt;
}
