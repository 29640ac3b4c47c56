import { defineComponent, h, useId } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { PersonalSettings } from "../api/types.ts";
import { useModal } from "../composables/useModal.ts";
import { useSettings } from "../composables/useSettings.ts";
import { isRelayOnly } from "../settings/own-settings.ts";
import { text } from "../text/text.ts";
import { DialogHead } from "./DialogHead.tsx";
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
    const id = useId();
    const { dialog, close, closed } = useModal(() => props.onClose());
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
    return () => (
      <dialog ref={dialog} class="dialog" aria-labelledby={`${id}-title`} onClose={closed}>
        <DialogHead title={text.settings.title} titleId={`${id}-title`} onClose={close} />
        {known.value === null
          ? <p class="dialog__lead">{failure.value === "" ? text.wait : ""}</p>
          : relaySwitch(known.value)}
        <p class="dialog__failure" aria-live="polite">{failure.value}</p>
      </dialog>
    );
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
