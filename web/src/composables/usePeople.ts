import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { systemClock } from "../call/clock.ts";
import type { Person } from "../contract.ts";
import { RosterRunner } from "../people/roster-runner.ts";
import type { RosterView } from "../people/roster-sync.ts";
import type { Connection } from "./useConnection.ts";

export interface People {
  /** Another value whenever somebody may have come or gone. */
  readonly view: ReadonlyRef<RosterView>;
  /** Undefined: nobody of this id is known. */
  readonly isOnline: (id: string) => boolean;
  readonly tryAgain: () => void;
}

/** Everybody else, and who of them is online, for as long as the scope lives. */
export function usePeople(api: DuetApi, connection: Connection, me: Person): People {
  let frame: number | null = null;
  const runner = new RosterRunner({
    myId: me.id,
    fetchPeople: () => api.people(),
    clock: systemClock,
    random: Math.random,
  }, () => {
    // Many may come and go at once; that is one picture, and none while nobody sees the page.
    frame ??= requestAnimationFrame(() => {
      frame = null;
      view.value = runner.view;
    });
  });
  const view = shallowRef<RosterView>(runner.view);
  connection.listen((message) => runner.received(message));
  onScopeDispose(() => {
    if (frame !== null) cancelAnimationFrame(frame);
    runner.dispose();
  });

  return {
    view,
    isOnline: (id) => view.value.kind === "loaded" && view.value.roster.isOnline(id) === true,
    tryAgain: () => runner.tryAgain(),
  };
}
