import { defineComponent, h } from "vue";
import type { ValueStorage } from "../call/stored-value.ts";
import { useTheme } from "../composables/useTheme.ts";
import { THEMES } from "../settings/theme.ts";
import { lateText as text } from "../text/late-text.ts";
import { ChoiceRow } from "./ChoiceRow.tsx";

/** In which colours the page is shown on this device. */
export const ThemeRow = defineComponent<{ storage: ValueStorage }>(
  (props) => {
    const { chosen, choose } = useTheme(props.storage);
    return () => {
      const { theme, themeHint, themes } = text.settings;
      return (
        <ChoiceRow
          label={theme}
          hint={themeHint}
          choices={[
            { value: "", label: themes.system },
            ...THEMES.map((name) => ({ value: name, label: themes[name] })),
          ]}
          chosen={chosen.value ?? ""}
          onChoose={(value) => choose(THEMES.find((name) => name === value) ?? null)}
        />
      );
    };
  },
  { name: "ThemeRow", props: { storage: null } },
);
