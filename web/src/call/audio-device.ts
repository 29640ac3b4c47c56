import { type Decoder, object, text } from "../decoding/decoder.ts";
import type { MediaDevicesLike } from "./audio-inputs.ts";

/** Something that hears or sounds. */
export interface AudioDevice {
  readonly id: string;
  readonly label: string;
}

export const audioDevice: Decoder<AudioDevice> = object<AudioDevice>({ id: text, label: text });

/** What somebody wishes to use, and what came of it. */
export interface DeviceWish {
  /** The device that the person chose; null for the system's own choice. */
  readonly wish: AudioDevice | null;
  /** What was asked for in vain. It is not asked for again by itself before it has been away. */
  readonly refused: string | null;
}

/** The devices of a kind that there are. Browsers tell them, and their names, only after permission was given once. */
export async function listDevices(
  devices: MediaDevicesLike | undefined,
  wanted: "audioinput" | "audiooutput",
): Promise<AudioDevice[]> {
  const all = (await devices?.enumerateDevices().catch(() => [])) ?? [];
  return all
    .filter(({ kind, deviceId }) => kind === wanted && deviceId !== "")
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** The same device among others: by its id, or by its name where a browser gives new ids. */
export function findDevice(device: AudioDevice, among: readonly AudioDevice[]): AudioDevice | undefined {
  return among.find(({ id }) => id === device.id) ??
    among.find(({ label }) => label !== "" && label === device.label);
}

/**
 * Which device of those that are there a wish asks for: the wished one for as long as it is there, and null, the system's own
 * choice, while it is away or when it was refused. What was refused counts no longer once it has been away.
 */
export function wantedDevice(
  { wish, refused }: DeviceWish,
  there: readonly AudioDevice[],
): { readonly wanted: AudioDevice | null; readonly refused: string | null } {
  const wished = wish === null ? undefined : findDevice(wish, there);
  if (wished === undefined) return { wanted: null, refused: null };
  return { wanted: wished.id === refused ? null : wished, refused };
}

/** Chromium lists the system's choice, and Windows' one for calls, once more beside the devices themselves. */
export function isAlias({ id }: Pick<AudioDevice, "id">): boolean {
  return id === "default" || id === "communications";
}

/** What people call it: such an entry carries "Default - " before the name, in the browser's language. */
export function plainName(device: AudioDevice): string {
  return isAlias(device) ? device.label.replace(/^[^-]* - /, "") : device.label;
}
