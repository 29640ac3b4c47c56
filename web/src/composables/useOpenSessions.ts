import { type ReadonlyRef, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { OwnAccount } from "../api/own-account.ts";
import type { OpenSession } from "../api/types.ts";
import { type Loaded, useLoaded } from "./useLoaded.ts";

export interface OpenSessions extends Omit<Loaded<readonly OpenSession[]>, "change"> {
  /** Was one ended just now? */
  readonly hasEnded: ReadonlyRef<boolean>;
  readonly end: (id: string) => Promise<void>;
  readonly endOthers: () => Promise<void>;
}

/** Where one is signed in, and how that ends. */
export function useOpenSessions(api: DuetApi): OpenSessions {
  const account = new OwnAccount(api);
  const { change, ...loaded } = useLoaded<readonly OpenSession[]>(() => account.sessions());
  const hasEnded = shallowRef(false);
  const ended = async (work: () => Promise<void>) => {
    hasEnded.value = await change(work);
  };
  return {
    ...loaded,
    hasEnded,
    end: (id) => ended(() => account.endSession(id)),
    endOthers: () => ended(() => account.endOtherSessions()),
  };
}
