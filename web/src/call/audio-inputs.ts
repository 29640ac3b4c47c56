import { failureFrom, MicrophoneFailure } from "./microphone-failure.ts";
import { type Decoder, object, text } from "../decoding/decoder.ts";

export interface MicrophoneDevice {
  readonly id: string;
  readonly label: string;
}

/** The part of `navigator.mediaDevices` that is used; absent where the page is not a secure context. */
export interface MediaDevicesLike {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  enumerateDevices(): Promise<readonly Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]>;
  addEventListener(type: "devicechange", listener: () => void): void;
  removeEventListener(type: "devicechange", listener: () => void): void;
}

/** The microphones there are. Browsers tell the names only after permission was given once. */
export async function listMicrophones(devices: MediaDevicesLike | undefined): Promise<MicrophoneDevice[]> {
  const all = (await devices?.enumerateDevices().catch(() => [])) ?? [];
  return all
    .filter(({ kind, deviceId }) => kind === "audioinput" && deviceId !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Opens a device, or the system's own choice for null. Throws `MicrophoneFailure`. */
export async function openMicrophone(
  devices: MediaDevicesLike | undefined,
  id: string | null,
): Promise<MediaStreamTrack> {
  if (devices === undefined) throw new MicrophoneFailure("insecure");
  // "ideal", not "exact": a headset that stayed at home must not make every call fail.
  const audio = id === null ? true : { deviceId: { ideal: id } };
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

/** The same device among others: by its id, or by its name where a browser gives new ids. */
export function findDevice(
  device: MicrophoneDevice,
  among: readonly MicrophoneDevice[],
): MicrophoneDevice | undefined {
  return among.find(({ id }) => id === device.id) ??
    among.find(({ label }) => label !== "" && label === device.label);
}

/** What people call it: Chromium's own entries carry "Default - " before the name, in its language. */
export function plainName({ id, label }: MicrophoneDevice): string {
  return id === "default" || id === "communications" ? label.replace(/^[^-]* - /, "") : label;
}

export const microphoneDevice: Decoder<MicrophoneDevice> = object<MicrophoneDevice>({
  id: text,
  label: text,
});
