import type { RecentCall } from "../api/types.ts";
import { isMissed } from "../text/words.ts";

/** A row of the history: a call, or missed calls of one person that follow each other. */
export interface RepeatedCall {
  /** The newest of them. */
  readonly call: RecentCall;
  readonly times: number;
}

/** The calls, newest first, with missed ones of one person that follow each other taken together. */
export function withoutRepeats(calls: readonly RecentCall[]): RepeatedCall[] {
  const rows: RepeatedCall[] = [];
  for (const call of calls) {
    const last = rows.at(-1);
    if (last !== undefined && isRepeat(last.call, call)) {
      rows[rows.length - 1] = { call: last.call, times: last.times + 1 };
    } else {
      rows.push({ call, times: 1 });
    }
  }
  return rows;
}

function isRepeat(newer: RecentCall, older: RecentCall): boolean {
  return newer.peer.id === older.peer.id && isMissed(newer) && isMissed(older);
}
