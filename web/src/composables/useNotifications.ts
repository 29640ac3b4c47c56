import { computed, onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Browser } from "../call/browser.ts";
import { storedValue } from "../call/stored-value.ts";
import type { Person } from "../contract.ts";
import { identifier } from "../decoding/person.ts";
import { accessOf, type NotificationAccess } from "../notify/access.ts";
import { Arrival, arrivedFor } from "../notify/arrival.ts";
import { type ArrivalState, NOWHERE } from "../notify/arrival-machine.ts";
import type { NotifyBrowser } from "../notify/browser.ts";
import { QUIET, tell } from "../notify/call-teller.ts";
import { isToBeOffered, isToTell, notificationChoice } from "../notify/choice.ts";
import type { PushState } from "../notify/push-state.ts";
import type { WorkerLink } from "../notify/worker-link.ts";
import { useOtherTabs } from "./useOtherTabs.ts";
import type { PhoneRef } from "./usePhone.ts";
import { usePush } from "./usePush.ts";
import type { QuietHere } from "./useQuiet.ts";
import { hasEnded, type Session } from "./useSession.ts";

export interface Notifications {
  readonly access: ReadonlyRef<NotificationAccess>;
  /** Is this device to tell of calls, and may it? */
  readonly isOn: ReadonlyRef<boolean>;
  /** How far this browser's subscription to pushes has got. */
  readonly push: ReadonlyRef<PushState>;
  /** May it be offered? Nobody has said yet whether they want it. */
  readonly mayOffer: ReadonlyRef<boolean>;
  /** Asks the browser's question where it was not asked yet. */
  readonly turnOn: () => Promise<void>;
  readonly turnOff: () => void;
  readonly notNow: () => void;
  readonly arrival: ReadonlyRef<ArrivalState>;
  readonly dismissArrival: () => void;
}

export interface NotificationParts {
  readonly api: DuetApi;
  readonly browser: Browser;
  readonly notify: NotifyBrowser;
  readonly worker: WorkerLink;
  readonly me: Person;
  readonly session: Session;
  readonly quiet: QuietHere;
}

/** Tells of calls while nobody looks at the page, and leads from there to the call. */
export function useNotifications(
  { phone, state: phoneState }: PhoneRef,
  parts: NotificationParts,
): Notifications {
  const { api, browser: { visibility, storage, warn }, notify, worker, me, session, quiet } = parts;
  const kept = storedValue(storage, "duet.notifications", notificationChoice);
  const choice = shallowRef(kept.load());
  useOtherTabs(() => choice.value = kept.load());
  const access = shallowRef(accessOf(notify.facts()));
  const isOn = computed(() => isToTell(choice.value, access.value));
  const push = usePush({
    runner: {
      api,
      manager: async () => (await worker.registration)?.pushManager ?? null,
      userId: me.id,
      owner: storedValue(storage, "duet.push-owner", identifier),
      warn,
    },
    // What is not to ring here need not be sent here either.
    isWanted: () => isOn.value && quiet.ringsHere.value,
    isConnected: () => phoneState.value.connection === "open",
    session,
  });

  // Of the call that rings.
  let told = QUIET;
  const tellWorker = () => {
    const view = phone.state.call;
    const mayTell = isOn.value && quiet.mayDisturb();
    const facts = { view, isHidden: visibility.hidden, mayTell, userId: me.id };
    const step = tell(told, facts);
    told = step.state;
    for (const message of step.messages) void worker.post(message);
  };
  watch(() => [phoneState.value, isOn.value, quiet.mayDisturb()], tellWorker, { immediate: true });

  const look = () => access.value = accessOf(notify.facts());
  const visibilityChanged = () => {
    look(); // not every browser tells of a change in its settings
    tellWorker();
    if (!visibility.hidden) void worker.post({ type: "looked-at", callId: null });
  };
  visibility.addEventListener("visibilitychange", visibilityChanged);
  const stopPermission = notify.onPermissionChange(look);
  if (!visibility.hidden) void worker.post({ type: "looked-at", callId: null });

  worker.presence = () => {
    const { connection, call } = phone.state;
    const callId = call.state === "idle" ? null : call.call.callId;
    return { userId: me.id, isVisible: !visibility.hidden, isConnected: connection === "open", callId };
  };

  const arrival = shallowRef(NOWHERE);
  const arriving = new Arrival({ phone, api, changed: (state) => arrival.value = state });
  const stopOpened = worker.onOpened(({ callId, answer }) => arriving.opened(callId, answer));
  const arrived = arrivedFor(location.hash);
  if (arrived !== null) {
    history.replaceState(null, "", location.pathname + location.search);
    arriving.opened(arrived, false);
    void worker.post({ type: "arrived", callId: arrived });
  }

  onScopeDispose(() => {
    visibility.removeEventListener("visibilitychange", visibilityChanged);
    worker.presence = NOBODY;
    stopOpened();
    stopPermission();
    arriving.dispose();
    if (hasEnded(session.state.value)) void worker.post({ type: "signed-out", userId: me.id });
  });

  const choose = (wanted: "on" | "off" | "later") => {
    kept.save(wanted);
    choice.value = wanted;
  };
  return {
    access,
    isOn,
    push: push.state,
    mayOffer: computed(() => isToBeOffered(choice.value, access.value)),
    async turnOn() {
      if (access.value === "unasked") await notify.ask();
      look();
      // What was asked for in vain is not asked for again by itself; the settings say how to allow it.
      choose("on");
      push.again();
    },
    turnOff: () => choose("off"),
    notNow: () => choose("later"),
    arrival,
    dismissArrival: () => arriving.dismiss(),
  };
}

const NOBODY = () => ({ userId: null, isVisible: false, isConnected: false, callId: null });
