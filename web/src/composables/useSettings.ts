import { type ReadonlyRef, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { PersonalSettings } from "../api/types.ts";
import type { DoNotDisturb } from "../quiet/do-not-disturb.ts";
import { OwnSettings } from "../settings/own-settings.ts";
import type { Connection } from "./useConnection.ts";

export interface Settings {
  /** Null until they have come. */
  readonly known: ReadonlyRef<PersonalSettings | null>;
  /** Somebody looks at them: asks anew. */
  readonly look: () => Promise<void>;
  /** Both throw `ApiError`, `Unreachable` or `Intercepted`. */
  readonly chooseRelay: (always: boolean) => Promise<void>;
  /** Null: everything may disturb again. */
  readonly chooseDoNotDisturb: (wanted: DoNotDisturb | null) => Promise<void>;
}

/** What one has chosen for oneself; asked for whenever the connection has come, and when another device has chosen. */
export function useSettings(
  api: DuetApi,
  connection: Connection,
  relayChosen: (always: boolean) => void,
): Settings {
  const settings = new OwnSettings(api, { changed: () => known.value = settings.known, relayChosen });
  const known = shallowRef(settings.known);
  const learn = () => void settings.load().catch(() => {}); // nobody waits: what was known stays until the next time
  watch(() => connection.state.value === "open", (isOpen) => {
    if (isOpen) learn();
  }, { immediate: true });
  connection.listen(({ type, payload }) => {
    if (type === "session:changed" && payload.what === "settings") learn();
  });
  return {
    known,
    look: () => settings.load(),
    chooseRelay: (always) => settings.chooseRelay(always),
    chooseDoNotDisturb: (wanted) => settings.chooseDoNotDisturb(wanted),
  };
}
