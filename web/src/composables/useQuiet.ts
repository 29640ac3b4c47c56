import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { Browser } from "../call/browser.ts";
import { storedValue } from "../call/stored-value.ts";
import type { Person } from "../contract.ts";
import { flag, nullable, object, quantity } from "../decoding/decoder.ts";
import type { DoNotDisturb } from "../quiet/do-not-disturb.ts";
import { Quiet } from "../quiet/quiet.ts";
import { useOtherTabs } from "./useOtherTabs.ts";
import type { Settings } from "./useSettings.ts";

export interface QuietHere {
  /** May a call make a noise on this device now: sound, vibrate, show a notification? To be asked in an effect. */
  readonly mayDisturb: () => boolean;
  /** That the person wants no disturbance now, at none of their devices; null: they may be disturbed. */
  readonly wanted: ReadonlyRef<DoNotDisturb | null>;
  /** May calls make a noise on this device? */
  readonly ringsHere: ReadonlyRef<boolean>;
  readonly ringHere: (rings: boolean) => void;
}

/** Whether calls may disturb somebody here. */
export function useQuiet(
  { clock, storage }: Pick<Browser, "clock" | "storage">,
  me: Person,
  settings: Settings,
): QuietHere {
  const changed = () => {
    changes.value += 1;
    wanted.value = quiet.wanted;
    ringsHere.value = quiet.ringsHere;
  };
  const quiet = new Quiet({
    clock,
    lastWanted: storedValue(storage, `duet.do-not-disturb.${me.id}`, object({ until: nullable(quantity) })),
    ringsHere: storedValue(storage, "duet.rings-here", flag),
    changed,
  });
  const changes = shallowRef(0);
  const wanted = shallowRef(quiet.wanted);
  const ringsHere = shallowRef(quiet.ringsHere);
  watch(settings.known, (known) => {
    if (known !== null) quiet.learned(known.doNotDisturb);
  }, { immediate: true });
  useOtherTabs(changed);
  onScopeDispose(() => quiet.dispose());
  return {
    // Asked for anew each time: another tab of this device may have changed what is kept.
    mayDisturb: () => changes.value >= 0 && quiet.mayDisturb,
    wanted,
    ringsHere,
    ringHere: (rings) => quiet.ringHere(rings),
  };
}
