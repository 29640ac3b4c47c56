import type { CallView } from "../call/call-model.ts";

/** What a call asks of the device it is on, besides sound. */
export interface Manners {
  /** Does the screen stay on? */
  readonly keepsScreenOn: boolean;
  /** Does the device vibrate? */
  readonly vibrates: boolean;
  /** Does the browser ask before the tab is closed? */
  readonly warnsOfLeaving: boolean;
  /** Whom the keys of a headset and of the lock screen speak of; null if they are not ours. */
  readonly keys: { readonly peer: string; readonly muted: boolean } | null;
}

const NONE: Manners = { keepsScreenOn: false, vibrates: false, warnsOfLeaving: false, keys: null };

/** What this state of the call asks for. */
export function mannersOf(view: CallView): Manners {
  switch (view.state) {
    case "idle":
    case "continuing": // not here yet, and perhaps never
      return NONE;
    case "ringing":
      // Whoever closes a tab that rings has decided so; the call rings on elsewhere.
      return { ...NONE, keepsScreenOn: true, vibrates: true };
    case "dialing":
    case "calling":
    case "redialing":
    case "answering":
    case "accepting":
    case "resuming":
    case "claiming":
    case "connecting":
    case "connected":
    case "interrupted":
    case "reconnecting":
      return {
        keepsScreenOn: true,
        vibrates: false,
        warnsOfLeaving: true,
        keys: { peer: view.call.peer.name, muted: view.muted },
      };
  }
}
