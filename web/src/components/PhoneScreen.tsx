import { defineComponent, h, nextTick, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Browser } from "../call/browser.ts";
import { useAppBadge } from "../composables/useAppBadge.ts";
import { useAudioInCalls } from "../composables/useAudioInCalls.ts";
import { useAttempt } from "../composables/useAttempt.ts";
import { useBlocks } from "../composables/useBlocks.ts";
import { useCall } from "../composables/useCall.ts";
import { useConnection } from "../composables/useConnection.ts";
import { useDialogs } from "../composables/useDialogs.ts";
import { useLostSession } from "../composables/useLostSession.ts";
import { useManners } from "../composables/useManners.ts";
import { provideNames } from "../composables/useNames.ts";
import { useNotifications } from "../composables/useNotifications.ts";
import { useOwnName } from "../composables/useOwnName.ts";
import { usePageUpdate } from "../composables/usePageUpdate.ts";
import { usePeople } from "../composables/usePeople.ts";
import { usePhone } from "../composables/usePhone.ts";
import { useQuiet } from "../composables/useQuiet.ts";
import { useRecents } from "../composables/useRecents.ts";
import type { Session } from "../composables/useSession.ts";
import { useSettings } from "../composables/useSettings.ts";
import { useShortcuts } from "../composables/useShortcuts.ts";
import { useSound } from "../composables/useSound.ts";
import { useTitle } from "../composables/useTitle.ts";
import { useTones } from "../composables/useTones.ts";
import { useVoice } from "../composables/useVoice.ts";
import type { Me, PastPerson } from "../api/types.ts";
import type { Person } from "../contract.ts";
import type { DevicePowers } from "../manners/device-powers.ts";
import { mannersOf } from "../manners/manners-of.ts";
import type { NotifyBrowser } from "../notify/browser.ts";
import type { WorkerLink } from "../notify/worker-link.ts";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import type { SpokenLanguage } from "../text/spoken-language.ts";
import { AppHeader } from "./AppHeader.tsx";
import { ArrivalNotice } from "./ArrivalNotice.tsx";
import { CallPanel } from "./CallPanel.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { Directory, type DirectoryPage } from "./Directory.tsx";
import { ElsewhereBanner } from "./ElsewhereBanner.tsx";
import { LostSessionBanner } from "./LostSessionBanner.tsx";
import { NotificationOffer } from "./NotificationOffer.tsx";
import { type OpenDialog, PhoneDialog } from "./PhoneDialog.tsx";
import { UpdateBanner } from "./UpdateBanner.tsx";

/** What a page has for as long as it is open, whoever is signed in. */
export interface Surroundings {
  /** Where Duet lives: `https://talk.example.org/`, or below a path, `https://example.org/talk/`. */
  readonly base: URL;
  readonly api: DuetApi;
  readonly browser: Browser;
  readonly audio: PageAudioContext;
  readonly powers: DevicePowers;
  readonly notify: NotifyBrowser;
  readonly worker: WorkerLink;
  /** In which the page speaks. */
  readonly language: SpokenLanguage;
}

export interface PhoneScreenProps {
  readonly surroundings: Surroundings;
  readonly me: Me;
  readonly session: Session;
}

/** The phone: whom to call on one side, the call on the other. */
export const PhoneScreen = defineComponent<PhoneScreenProps>(
  (props) => {
    const { surroundings, me, session } = props;
    const { base, api, browser, audio, powers, notify, worker, language } = surroundings;
    const phone = usePhone({ ...browser, url: base.href, userId: me.id, audioContext: () => audio.context });
    const connection = useConnection(phone);
    const call = useCall(phone);
    const dialogs = useDialogs(browser, language);
    watch(connection.state, (state) => {
      if (state === "open") dialogs.tryAgain();
    });
    const update = usePageUpdate(phone, browser.clock, base.pathname);
    const people = usePeople(api, connection, me);
    provideNames(people.view);
    const blocks = useBlocks(api, connection);
    const recents = useRecents(api, connection, call);
    const settings = useSettings(api, connection, (always) => phone.phone.relayChosen(always));
    const quiet = useQuiet(browser, me, settings);
    const sound = useSound(browser);
    // What could not be answered here need not ring here either.
    const mayDisturb = () => call.obstacle.value === null && quiet.mayDisturb();
    const tones = useTones(call.view, audio, sound, browser.locks, mayDisturb);
    const voice = useVoice(call.voice, audio, sound);
    useAudioInCalls(call.view, audio);
    useTitle(call.view, recents.unseen);
    useAppBadge(recents.unseen);
    useManners(call, powers, browser, mayDisturb);
    const notifications = useNotifications(phone, {
      api,
      browser,
      notify,
      worker,
      me,
      session,
      quiet: { ...quiet, mayDisturb },
    });
    const around = { api, browser, audio, connection, call, sound };

    const page = shallowRef<DirectoryPage>("people");
    const searchField = shallowRef<HTMLInputElement | null>(null);
    const dialog = shallowRef<OpenDialog | null>(null);
    const closeDialog = () => dialog.value = null;
    const open = (wanted: OpenDialog) => {
      dialog.value = wanted;
      dialogs.load();
    };
    const invite = () => open({ kind: "invite" });
    const checkConnection = () => open({ kind: "check" });
    const showAccount = () => open({ kind: "account" });
    const showAdministration = () => open({ kind: "administration" });
    const showSettings = () => open({ kind: "settings" });
    const showOptions = (person: PastPerson, callId: string | null = null) => {
      open({ kind: "person", person, callId });
      blocks.load();
    };
    /** The call that is shown, also after its end. */
    const shown = shallowRef<{ readonly callId: string; readonly peer: Person } | null>(null);
    watch(call.view, (view) => {
      if (view.state !== "idle") shown.value = view.call;
      else if (view.ending === null) shown.value = null;
    });
    const showDetails = () => {
      if (shown.value === null) return;
      const { callId, peer } = shown.value;
      open({ kind: "call", callId, peer });
    };
    const focusSearch = async () => {
      if (dialog.value !== null) return; // nothing behind it can be reached
      page.value = "people";
      await nextTick();
      searchField.value?.focus();
    };
    useShortcuts(call, () => void focusSearch());
    watch(() => call.view.value.state, (state) => {
      if (state === "ringing") closeDialog(); // it would cover the buttons, and may hold the microphone
    });

    const lost = useLostSession(session, api, connection, call, browser.clock);
    useOwnName(session, api, connection);
    const header = useAttempt();
    /** The server ends the call of this device, and tells both why. */
    const signOut = () => void header.attempt(session.signOut());
    const askToSignOut = () => {
      const view = call.view.value;
      if (view.state === "idle" || !mannersOf(view).warnsOfLeaving) signOut();
      else open({ kind: "sign-out", peer: view.call.peer.name });
    };
    watch(call.obstacle, (obstacle) => {
      if (obstacle !== null) dialogs.load(); // it brings the words for it
    });
    const canCall = (person: Person) => {
      if (call.obstacle.value !== null) return false;
      const view = call.view.value;
      // Also while a call is on another device: where that is gone for good, calling ends it.
      return view.state === "idle" || (view.state === "ringing" && view.call.peer.id === person.id);
    };
    const talksElsewhere = (person: Person) => {
      const view = call.view.value;
      return view.state === "idle" && view.elsewhere?.isAnswered === true &&
        view.elsewhere.call.peer.id === person.id;
    };

    const obstacle = () => {
      const [what, late] = [call.obstacle.value, dialogs.state.value];
      if (what === null || late.kind !== "here") return null;
      return <late.part.ObstacleNotice obstacle={what} onReload={update.reload} />;
    };

    return () => (
      <div class="phone">
        <ConnectionBanner
          state={connection.state.value}
          call={call.view.value.state}
          onConnect={connection.connect}
          onReload={update.reload}
        />
        <LostSessionBanner lost={lost.value} onSignIn={() => open({ kind: "sign-in" })} />
        {obstacle()}
        <ElsewhereBanner
          view={call.view.value}
          onContinue={call.obstacle.value === null ? call.continueHere : null}
        />
        <ArrivalNotice arrival={notifications.arrival.value} onDismiss={notifications.dismissArrival} />
        <UpdateBanner update={update.state.value} onLoad={update.reload} />
        <div class="phone__body">
          <div class="phone__side">
            <AppHeader
              me={props.me}
              quiet={quiet}
              onDoNotDisturb={(wanted) => void header.attempt(settings.chooseDoNotDisturb(wanted))}
              onInvite={invite}
              onCheck={checkConnection}
              onAccount={showAccount}
              onAdministration={showAdministration}
              onSettings={showSettings}
              onSignOut={askToSignOut}
              failure={header.failure.value}
            />
            {notifications.mayOffer.value && recents.rows.value.length > 0
              ? <NotificationOffer notifications={notifications} />
              : null}
            <Directory
              page={page}
              people={people}
              recents={recents}
              blocked={blocks.ids.value}
              canCall={canCall}
              talksElsewhere={talksElsewhere}
              searchField={searchField}
              onCall={call.place}
              onOptions={showOptions}
              onInvite={invite}
            />
          </div>
          <CallPanel
            call={call}
            soundBlocked={tones.blocked.value}
            voiceBlocked={voice.blocked.value}
            speaker={sound.outputs.value.states.speaker}
            onCheckConnection={checkConnection}
            onDetails={shown.value === null ? null : showDetails}
          />
        </div>
        {dialog.value === null ? null : (
          <PhoneDialog
            open={dialog.value}
            dialogs={dialogs}
            around={around}
            blocks={blocks}
            me={props.me}
            onSignIn={session.signIn}
            onSignOut={signOut}
            onRenamed={session.renamed}
            onDeleteAccount={session.deleteAccount}
            settings={settings}
            quiet={quiet}
            notifications={notifications}
            language={language}
            onReload={update.reload}
            onOpen={open}
            onClose={closeDialog}
          />
        )}
      </div>
    );
  },
  {
    name: "PhoneScreen",
    props: {
      surroundings: null,
      me: null,
      session: null,
    },
  },
);
