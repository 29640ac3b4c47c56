import { type ReadonlyRef, shallowRef } from "vue";
import type { ValueStorage } from "../call/stored-value.ts";
import { showChosen, systemIsDark, type Theme, themeChoice, THEMES } from "../settings/theme.ts";
import { useOtherTabs } from "./useOtherTabs.ts";

export interface ThemeHere {
  /** Null: as the system has it. */
  readonly chosen: ReadonlyRef<Theme | null>;
  readonly choose: (theme: Theme | null) => void;
}

/** The theme of this device. What the system changes, `theme.ts` follows. */
export function useTheme(storage: ValueStorage): ThemeHere {
  const kept = themeChoice(storage);
  const load = () => THEMES.find((theme) => theme === kept.load()) ?? null;
  const chosen = shallowRef(load());
  useOtherTabs(() => chosen.value = load());
  return {
    chosen,
    choose(theme) {
      kept.save(theme);
      chosen.value = theme;
      showChosen(document, kept, systemIsDark());
    },
  };
}
