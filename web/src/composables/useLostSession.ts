import { computed, onScopeDispose, type ReadonlyRef, watch } from "vue";
import type { LostSession } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { Clock } from "../call/clock.ts";
import type { Call } from "./useCall.ts";
import type { Connection } from "./useConnection.ts";
import { KEEP_EVERY, lostOf, type Session } from "./useSession.ts";

/**
 * What has become of the session while the phone is shown. A call that is on this device goes on without; when it is over,
 * so is the phone.
 */
export function useLostSession(
  session: Session,
  api: DuetApi,
  connection: Connection,
  call: Call,
  clock: Clock,
): ReadonlyRef<LostSession | null> {
  const lost = computed(() => lostOf(session.state.value));
  watch(connection.lost, (how) => {
    if (how !== null) session.lose(how);
  });
  watch(() => call.view.value.state === "idle" ? lost.value : null, (how) => {
    if (how !== null) session.leave(how);
  });
  watch(lost, (how, before) => {
    if (how === null && before !== null) connection.connect(); // signed in again
  });

  let cancel = () => {};
  const keep = () => {
    cancel = clock.after(KEEP_EVERY, () => {
      api.session().then((user) => {
        if (user === null) session.lose("signed-out");
      }, () => {}); // no answer now, or not for whom this page shows, which the API has told
      keep();
    });
  };
  keep();
  onScopeDispose(() => cancel());
  return lost;
}
