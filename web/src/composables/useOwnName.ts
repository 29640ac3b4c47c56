import type { DuetApi } from "../api/duet-api.ts";
import type { Connection } from "./useConnection.ts";
import type { Session } from "./useSession.ts";

/** Lets the page show what one is called by now, also when that was changed at another device. */
export function useOwnName(session: Session, api: DuetApi, connection: Connection): void {
  connection.listen(({ type, payload }) => {
    if (type === "session:ready") session.renamed(payload.user);
    // Where it cannot be asked for, the old one is shown until there is news again.
    if (type === "session:changed" && payload.what === "account") {
      void api.session().then((user) => user === null ? undefined : session.renamed(user), () => {});
    }
  });
}
