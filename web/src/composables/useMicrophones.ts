import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { MicrophoneDevice } from "../call/audio-inputs.ts";
import type { Call } from "./useCall.ts";

/** The microphones there are, kept up to date while devices come and go. */
export function useMicrophones({ microphone, ownTrack }: Call): {
  readonly devices: ReadonlyRef<readonly MicrophoneDevice[]>;
  readonly chosen: ReadonlyRef<string | null>;
} {
  const devices = shallowRef<readonly MicrophoneDevice[]>([]);
  const chosen = shallowRef<string | null>(null);
  const refresh = async () => {
    devices.value = await microphone.list();
    chosen.value = microphone.deviceId;
  };
  const media: MediaDevices | undefined = navigator.mediaDevices;
  media?.addEventListener("devicechange", refresh);
  onScopeDispose(() => media?.removeEventListener("devicechange", refresh));
  // The names are told only once a microphone is open.
  watch(ownTrack, (track) => {
    if (track !== null) void refresh();
  }, { immediate: true });
  return { devices, chosen };
}
