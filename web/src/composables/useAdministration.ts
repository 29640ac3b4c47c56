import { onMounted, type ReadonlyRef, shallowRef } from "vue";
import { Administration } from "../api/administration.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { ManagedAccount, OpenInvitation } from "../api/types.ts";
import { useAttempt } from "./useAttempt.ts";

/** What there is to manage. */
export interface Managed {
  readonly accounts: readonly ManagedAccount[];
  readonly invitations: readonly OpenInvitation[];
}

export interface AdministrationHere {
  /** Null until it has come. */
  readonly known: ReadonlyRef<Managed | null>;
  /** What went wrong last, in words; empty while nothing has. */
  readonly failure: ReadonlyRef<string>;
  /** Does something, and shows what holds then; false if it came to nothing. */
  readonly change: (work: (server: Administration) => Promise<void>) => Promise<boolean>;
}

/** The accounts of others and the open invitations, and what is done about them. */
export function useAdministration(api: DuetApi): AdministrationHere {
  const server = new Administration(api);
  const known = shallowRef<Managed | null>(null);
  const { failure, attempt } = useAttempt();
  const load = async () => {
    const [accounts, invitations] = await Promise.all([server.accounts(), server.invitations()]);
    known.value = { accounts, invitations };
  };
  onMounted(() => void attempt(load()));
  return {
    known,
    failure,
    /** What holds is asked for after a refusal as well, which stays said: somebody else may have been faster. */
    async change(work) {
      const isDone = await attempt(work(server));
      if (isDone) await attempt(load());
      else await load().catch(() => {});
      return isDone;
    },
  };
}
