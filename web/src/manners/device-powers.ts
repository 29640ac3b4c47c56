import { there } from "../call/browser.ts";
import type { ScreenLocks } from "./keep-screen-on.ts";
import type { MediaKeysSession } from "./media-keys.ts";
import type { Vibrate } from "./vibrate.ts";
import type { LeavingEvents } from "./warn-of-leaving.ts";

/** What a device may be able to do, and many a browser does not offer: undefined then. */
export interface DevicePowers {
  readonly screen: ScreenLocks | undefined;
  readonly vibrate: Vibrate | undefined;
  readonly mediaSession: MediaKeysSession | undefined;
  readonly newMetadata: (title: string) => MediaMetadata;
  readonly window: LeavingEvents;
}

/** Those of the browser that this runs in. */
export function ownPowers(): DevicePowers {
  return {
    screen: there(() => navigator.wakeLock),
    vibrate: there(() => navigator.vibrate?.bind(navigator)),
    // TypeScript's library does not know the actions of a call.
    mediaSession: there(() => navigator.mediaSession as MediaKeysSession | undefined),
    newMetadata: (title) => new MediaMetadata({ title }),
    window,
  };
}
