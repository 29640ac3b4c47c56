import type { AudioDevice } from "../call/audio-device.ts";
import type { MediaDevicesLike } from "../call/audio-inputs.ts";

/** Audio Output Devices (W3C) is not all in TypeScript's library. */
type WithQuestion = MediaDevicesLike & {
  selectAudioOutput?(): Promise<Pick<MediaDeviceInfo, "deviceId" | "label">>;
};

/**
 * Asks for a device that sounds, where a browser has a question of its own for that: Firefox lets a page use those alone that
 * were picked there, or belong to the microphone in use. Null elsewhere.
 */
export function outputQuestion(devices: MediaDevicesLike | undefined): (() => Promise<AudioDevice>) | null {
  const asking: WithQuestion | undefined = devices;
  const ask = asking?.selectAudioOutput?.bind(asking);
  if (ask === undefined) return null;
  return async () => {
    const { deviceId, label } = await ask();
    return { id: deviceId, label };
  };
}
