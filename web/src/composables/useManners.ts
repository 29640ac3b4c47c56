import { computed, onScopeDispose, watch } from "vue";
import type { Browser } from "../call/browser.ts";
import { type DevicePowers } from "../manners/device-powers.ts";
import { keepScreenOn } from "../manners/keep-screen-on.ts";
import { mannersOf } from "../manners/manners-of.ts";
import { type MediaKeys, takeMediaKeys } from "../manners/media-keys.ts";
import { vibrate } from "../manners/vibrate.ts";
import { warnOfLeaving } from "../manners/warn-of-leaving.ts";
import type { Call } from "./useCall.ts";

/** Has the device do what the call asks for: stay awake, vibrate, obey its keys, and ask before the tab is closed. */
export function useManners(
  call: Call,
  powers: DevicePowers,
  { clock, visibility }: Browser,
  mayDisturb: () => boolean,
): void {
  const wanted = computed(() => mannersOf(call.view.value));
  whileTrue(() => wanted.value.keepsScreenOn, () => keepScreenOn(powers.screen, visibility));
  whileTrue(() => wanted.value.vibrates && mayDisturb(), () => vibrate(powers.vibrate, clock));
  whileTrue(() => wanted.value.warnsOfLeaving, () => warnOfLeaving(powers.window));

  const { mediaSession } = powers;
  if (mediaSession === undefined) return;
  let keys: MediaKeys | null = null;
  const giveBack = () => {
    keys?.end();
    keys = null;
  };
  watch(() => wanted.value.keys, (talk) => {
    if (talk === null) return giveBack();
    keys ??= takeMediaKeys(mediaSession, powers.newMetadata, { mute: call.mute, hangUp: call.hangUp });
    keys.show(talk.peer, talk.muted);
  }, { immediate: true });
  onScopeDispose(giveBack);
}

/** Runs `begin` whenever something becomes true, and the end that it returns when that is over, or the scope is. */
function whileTrue(isWanted: () => boolean, begin: () => () => void): void {
  let end: () => void = () => {};
  watch(isWanted, (wanted) => {
    end();
    end = wanted ? begin() : () => {};
  }, { immediate: true });
  onScopeDispose(() => end());
}
