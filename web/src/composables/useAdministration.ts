import { computed, type ReadonlyRef, shallowRef } from "vue";
import { Administration } from "../api/administration.ts";
import { ApiError } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { ManagedAccount, OpenInvitation } from "../api/types.ts";
import { type Loaded, useLoaded } from "./useLoaded.ts";

/** What there is to manage. */
export interface Managed {
  readonly accounts: readonly ManagedAccount[];
  readonly invitations: readonly OpenInvitation[];
}

export interface AdministrationHere extends Omit<Loaded<Managed>, "change"> {
  /** Null until it has come, and for whoever is an administrator no more. */
  readonly known: ReadonlyRef<Managed | null>;
  /** Does something, and shows what holds then; false if it came to nothing. */
  readonly change: (work: (server: Administration) => Promise<void>) => Promise<boolean>;
}

/** The accounts of others and the open invitations, and what is done about them. */
export function useAdministration(api: DuetApi, onRefused: () => void): AdministrationHere {
  const server = new Administration(api);
  const isRefused = shallowRef(false);
  const minding = async <T>(answer: Promise<T>) => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof ApiError && error.code === "administrators_only") {
        isRefused.value = true;
        onRefused();
      }
      throw error;
    }
  };
  const loaded = useLoaded<Managed>(async () => {
    const [accounts, invitations] = await minding(Promise.all([server.accounts(), server.invitations()]));
    return { accounts, invitations };
  });
  return {
    ...loaded,
    known: computed(() => isRefused.value ? null : loaded.known.value),
    change: (work) => loaded.change(() => minding(work(server))),
  };
}
