import { defineComponent, h, onMounted, shallowRef, useId } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { PersonalSettings } from "../api/types.ts";
import { useModal } from "../composables/useModal.ts";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";
import { DialogHead } from "./DialogHead.tsx";
import { SwitchRow } from "./SwitchRow.tsx";

export interface SettingsDialogProps {
  readonly api: DuetApi;
  /** The server knows of it by then; where that is not sure it is told to be so. */
  readonly onRelayChosen: (always: boolean) => void;
  readonly onClose: () => void;
}

/** What one chooses for oneself; each choice is kept at once. */
export const SettingsDialog = defineComponent<SettingsDialogProps>(
  (props) => {
    const id = useId();
    const { dialog, close, closed } = useModal(() => props.onClose());
    /** Null until they have come. */
    const settings = shallowRef<PersonalSettings | null>(null);
    const failure = shallowRef("");
    const attempt = async (work: () => Promise<void>) => {
      failure.value = "";
      await work().catch((error: unknown) => failure.value = failureWords(error, text).message);
    };
    const load = () =>
      attempt(async () => {
        settings.value = await props.api.settings();
      });
    const chooseRelay = (alwaysRelay: boolean) =>
      attempt(async () => {
        try {
          await props.api.saveSettings({ alwaysRelay });
        } catch (error) {
          await findOutWhatHolds();
          throw error;
        }
        if (settings.value !== null) settings.value = { ...settings.value, alwaysRelay };
        props.onRelayChosen(alwaysRelay);
      });
    /** A choice whose answer was lost may have been kept. Until the server says so nobody's address is shown. */
    const findOutWhatHolds = async () => {
      props.onRelayChosen(true);
      settings.value = await props.api.settings().catch(() => settings.value);
    };
    onMounted(() => void load());
    const relaySwitch = ({ alwaysRelay, relay }: PersonalSettings) => (
      <SwitchRow
        label={text.settings.alwaysRelay}
        hint={relayHint(alwaysRelay, relay)}
        isOn={alwaysRelay || relay === "always"}
        isDisabled={relay === "always" || (relay === "none" && !alwaysRelay)}
        onChange={(isOn) => void chooseRelay(isOn)}
      />
    );
    return () => (
      <dialog ref={dialog} class="dialog" aria-labelledby={`${id}-title`} onClose={closed}>
        <DialogHead title={text.settings.title} titleId={`${id}-title`} onClose={close} />
        {settings.value === null
          ? <p class="dialog__lead">{failure.value === "" ? text.settings.loading : ""}</p>
          : relaySwitch(settings.value)}
        <p class="dialog__failure" aria-live="polite">{failure.value}</p>
      </dialog>
    );
  },
  { name: "SettingsDialog", props: { api: null, onRelayChosen: null, onClose: null } },
);

function relayHint(isChosen: boolean, relay: PersonalSettings["relay"]): string {
  const { settings } = text;
  if (relay === "always") return settings.relayForEverybody;
  if (relay === "none") return isChosen ? settings.relayGone : settings.noRelay;
  return settings.alwaysRelayHint;
}
