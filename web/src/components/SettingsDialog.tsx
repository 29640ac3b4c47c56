import { defineComponent, Fragment, h } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { PersonalSettings } from "../api/types.ts";
import { useSettings } from "../composables/useSettings.ts";
import { isRelayOnly } from "../settings/own-settings.ts";
import { text } from "../text/text.ts";
import { Dialog } from "./Dialog.tsx";
import { SwitchRow } from "./SwitchRow.tsx";

export interface SettingsDialogProps {
  readonly api: DuetApi;
  /** May the next call use nothing but a relay? */
  readonly onRelayChosen: (always: boolean) => void;
  readonly onClose: () => void;
}

/** What one chooses for oneself; each choice is kept at once. */
export const SettingsDialog = defineComponent<SettingsDialogProps>(
  (props) => {
    const { known, failure, chooseRelay } = useSettings(props.api, props.onRelayChosen);
    const relaySwitch = (settings: PersonalSettings) => (
      <SwitchRow
        label={text.settings.alwaysRelay}
        hint={relayHint(settings)}
        isOn={isRelayOnly(settings)}
        isDisabled={!mayChoose(settings)}
        onChange={chooseRelay}
      />
    );
    const content = () => (
      <>
        {known.value === null
          ? <p class="dialog__lead">{failure.value === "" ? text.wait : ""}</p>
          : relaySwitch(known.value)}
        <p class="dialog__failure" aria-live="polite">{failure.value}</p>
      </>
    );
    return () => <Dialog title={text.settings.title} content={content} onClose={props.onClose} />;
  },
  { name: "SettingsDialog", props: { api: null, onRelayChosen: null, onClose: null } },
);

function mayChoose({ alwaysRelay, relay }: PersonalSettings): boolean {
  return relay !== "always" && (relay !== "none" || alwaysRelay);
}

function relayHint({ alwaysRelay, relay }: PersonalSettings): string {
  const { settings } = text;
  if (relay === "always") return settings.relayForEverybody;
  if (relay === "none") return alwaysRelay ? settings.relayGone : settings.noRelay;
  return settings.alwaysRelayHint;
}
