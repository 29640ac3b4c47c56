import { defineComponent, h, nextTick, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Browser } from "../call/browser.ts";
import { useBlocks } from "../composables/useBlocks.ts";
import { useCall } from "../composables/useCall.ts";
import { useConnection } from "../composables/useConnection.ts";
import { usePageUpdate } from "../composables/usePageUpdate.ts";
import { usePeople } from "../composables/usePeople.ts";
import { usePhone } from "../composables/usePhone.ts";
import { useRecents } from "../composables/useRecents.ts";
import type { Session } from "../composables/useSession.ts";
import { useShortcuts } from "../composables/useShortcuts.ts";
import { useTitle } from "../composables/useTitle.ts";
import { useTones } from "../composables/useTones.ts";
import { useVoice } from "../composables/useVoice.ts";
import type { Person } from "../contract.ts";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import { AppHeader } from "./AppHeader.tsx";
import { CallPanel } from "./CallPanel.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { Directory, type DirectoryPage } from "./Directory.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { PersonDialog } from "./PersonDialog.tsx";
import { UpdateBanner } from "./UpdateBanner.tsx";

export interface PhoneScreenProps {
  readonly api: DuetApi;
  readonly browser: Browser;
  readonly audio: PageAudioContext;
  readonly me: Person;
  readonly session: Session;
}

/** The phone: whom to call on one side, the call on the other. */
export const PhoneScreen = defineComponent<PhoneScreenProps>(
  (props) => {
    const { api, browser, audio, me, session } = props;
    const phone = usePhone({ ...browser, audioContext: () => audio.context });
    const connection = useConnection(phone);
    const call = useCall(phone);
    const update = usePageUpdate(phone, browser.clock);
    const people = usePeople(api, connection, me);
    const blocks = useBlocks(api, connection);
    const recents = useRecents(api, connection, call, me);
    const tones = useTones(call.view, audio, browser.locks);
    useVoice(call.voice, audio);
    useTitle(call.view);

    const page = shallowRef<DirectoryPage>("people");
    const searchField = shallowRef<HTMLInputElement | null>(null);
    const inviting = shallowRef(false);
    /** Whose options are open. */
    const chosen = shallowRef<Person | null>(null);
    const showOptions = (person: Person) => {
      chosen.value = person;
      blocks.load();
    };
    const focusSearch = async () => {
      if (inviting.value || chosen.value !== null) return; // nothing behind an open dialog can be reached
      page.value = "people";
      await nextTick();
      searchField.value?.focus();
    };
    useShortcuts(call, () => void focusSearch());
    watch(() => call.view.value.state, (state) => {
      if (state !== "ringing") return;
      // A dialog would cover the buttons.
      inviting.value = false;
      chosen.value = null;
    });

    watch(connection.state, (state) => {
      if (state === "signed-out") session.end();
    });
    const signOut = async () => {
      call.hangUp();
      await session.signOut();
    };
    const canCall = (person: Person) => {
      const view = call.view.value;
      return view.state === "idle" || (view.state === "ringing" && view.call.peer.id === person.id);
    };

    return () => (
      <div class="phone">
        <ConnectionBanner
          state={connection.state.value}
          talking={call.view.value.state === "connected"}
          onConnect={connection.connect}
        />
        <UpdateBanner update={update.state.value} onLoad={update.reload} />
        <div class="phone__body">
          <div class="phone__side">
            <AppHeader
              me={me}
              onInvite={() => inviting.value = true}
              onSignOut={signOut}
            />
            <Directory
              page={page}
              people={people}
              recents={recents}
              blocked={blocks.ids.value}
              canCall={canCall}
              searchField={searchField}
              onCall={call.place}
              onOptions={showOptions}
              onInvite={() => inviting.value = true}
            />
          </div>
          <CallPanel call={call} soundBlocked={tones.blocked.value} />
        </div>
        {chosen.value === null ? null : (
          <PersonDialog
            person={chosen.value}
            isBlocked={blocks.ids.value.has(chosen.value.id)}
            onBlock={blocks.set}
            onClose={() => chosen.value = null}
          />
        )}
        {inviting.value ? <InviteDialog api={api} onClose={() => inviting.value = false} /> : null}
      </div>
    );
  },
  { name: "PhoneScreen", props: { api: null, browser: null, audio: null, me: null, session: null } },
);
