import { type AudioDevice, listDevices } from "./audio-device.ts";
import { failureFrom, MicrophoneFailure } from "./microphone-failure.ts";
import type { Obstacles } from "./obstacles.ts";
import type { VoiceProcessing } from "./voice-processing.ts";

export type MicrophoneDevice = AudioDevice;

/** The part of `navigator.mediaDevices` that is used; absent where the page is not a secure context. */
export interface MediaDevicesLike {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  enumerateDevices(): Promise<readonly Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]>;
  addEventListener(type: "devicechange", listener: () => void): void;
  removeEventListener(type: "devicechange", listener: () => void): void;
}

/** The microphones there are. */
export function listMicrophones(devices: MediaDevicesLike | undefined): Promise<MicrophoneDevice[]> {
  return listDevices(devices, "audioinput");
}

/** What a microphone is opened with. */
export interface MicrophoneSource {
  readonly devices: MediaDevicesLike | undefined;
  readonly obstacles: Pick<Obstacles, "ofMicrophone">;
}

/** Opens a device, or the system's own choice for null. Throws `MicrophoneFailure`. */
export async function openMicrophone(
  { devices, obstacles }: MicrophoneSource,
  id: string | null,
  processing: VoiceProcessing,
): Promise<MediaStreamTrack> {
  const obstacle = obstacles.ofMicrophone();
  if (obstacle !== null || devices === undefined) throw new MicrophoneFailure(obstacle ?? "not-offered");
  // "ideal", not "exact": a headset that stayed at home must not make every call fail. Nor must what a device cannot do.
  const audio = id === null ? { ...processing } : { ...processing, deviceId: { ideal: id } };
  try {
    const stream = await devices.getUserMedia({ audio });
    const [track, ...rest] = stream.getAudioTracks();
    for (const extra of rest) extra.stop();
    if (track === undefined) throw new MicrophoneFailure("not-found");
    return track;
  } catch (error) {
    throw failureFrom(error);
  }
}

/** The device that a track comes from. */
export function deviceOf(track: MediaStreamTrack): MicrophoneDevice {
  return { id: track.getSettings().deviceId ?? "", label: track.label };
}
