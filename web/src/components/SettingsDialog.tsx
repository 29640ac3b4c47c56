import { defineComponent, Fragment, h, onMounted } from "vue";
import type { PersonalSettings } from "../api/types.ts";
import { useAttempt } from "../composables/useAttempt.ts";
import type { CheckSurroundings } from "../composables/useConnectionCheck.ts";
import type { Notifications } from "../composables/useNotifications.ts";
import type { QuietHere } from "../composables/useQuiet.ts";
import type { Settings } from "../composables/useSettings.ts";
import { isRelayOnly } from "../settings/own-settings.ts";
import { lateText as text } from "../text/late-text.ts";
import { LANGUAGES } from "../text/languages.ts";
import type { SpokenLanguage } from "../text/spoken-language.ts";
import { ChoiceRow } from "./ChoiceRow.tsx";
import { Dialog } from "./Dialog.tsx";
import { MicrophoneRow } from "./MicrophoneRow.tsx";
import { NotificationSwitch } from "./NotificationSwitch.tsx";
import { QuietSettings } from "./QuietSettings.tsx";
import { SoundSettings } from "./SoundSettings.tsx";
import { SwitchRow } from "./SwitchRow.tsx";
import { ThemeRow } from "./ThemeRow.tsx";
import { VoiceSettings } from "./VoiceSettings.tsx";

export interface SettingsDialogProps {
  readonly settings: Settings;
  readonly quiet: QuietHere;
  readonly notifications: Notifications;
  readonly language: SpokenLanguage;
  readonly around: CheckSurroundings;
  readonly onClose: () => void;
}

/** What one chooses for oneself; each choice is kept at once. */
export const SettingsDialog = defineComponent<SettingsDialogProps>(
  (props) => {
    const { known, look, chooseRelay, chooseDoNotDisturb } = props.settings;
    const { failure, attempt } = useAttempt();
    onMounted(() => void attempt(look()));
    const relaySwitch = (settings: PersonalSettings) => (
      <SwitchRow
        label={text.settings.alwaysRelay}
        hint={relayHint(settings)}
        isOn={isRelayOnly(settings)}
        isDisabled={!mayChoose(settings)}
        onChange={(always) => void attempt(chooseRelay(always))}
      />
    );
    const languageRow = () => {
      const { language } = props;
      const own = LANGUAGES.map(({ code, name }) => ({ value: code, label: name }));
      return (
        <ChoiceRow
          label={text.settings.language}
          hint={text.settings.languageHint}
          choices={[{ value: "", label: text.settings.browserLanguage(language.wished.name) }, ...own]}
          chosen={language.chosen.value ?? ""}
          onChoose={(code) => void language.choose(code === "" ? null : code)}
        />
      );
    };
    const content = () => (
      <>
        <NotificationSwitch notifications={props.notifications} />
        {known.value === null ? <p class="dialog__lead">{failure.value === "" ? text.wait : ""}</p> : (
          <>
            <QuietSettings
              quiet={props.quiet}
              onDoNotDisturb={(wanted) => void attempt(chooseDoNotDisturb(wanted))}
            />
            {relaySwitch(known.value)}
          </>
        )}
        <p class="dialog__failure" aria-live="polite">{failure.value}</p>
        <section class="dialog__section">
          <p class="dialog__lead">{text.settings.kept}</p>
          <h3 class="dialog__part">{text.settings.soundPart}</h3>
          <SoundSettings around={props.around} />
        </section>
        <section class="dialog__section">
          <h3 class="dialog__part">{text.settings.voicePart}</h3>
          <MicrophoneRow around={props.around} />
          <VoiceSettings call={props.around.call} />
        </section>
        <section class="dialog__section">
          <h3 class="dialog__part">{text.settings.looksPart}</h3>
          <ThemeRow storage={props.around.browser.storage} />
          {languageRow()}
        </section>
      </>
    );
    return () => <Dialog title={text.settings.title} content={content} onClose={props.onClose} />;
  },
  {
    name: "SettingsDialog",
    props: { settings: null, quiet: null, notifications: null, language: null, around: null, onClose: null },
  },
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
