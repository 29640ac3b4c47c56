import { type AudioDevice, isAlias } from "../call/audio-device.ts";
import type { Text } from "./text.ts";

export interface DeviceChoice {
  /** The device's id, or `SYSTEM`. */
  readonly value: string;
  readonly label: string;
}

/** The value of the system's own choice, which stands first. */
export const SYSTEM = "";

/** The devices of a kind to choose from, each once. Where none is known, the system's choice is all there is. */
export function deviceChoices(
  devices: readonly AudioDevice[],
  words: { readonly system: string; readonly unnamed: (number: number) => string },
): DeviceChoice[] {
  return [
    { value: SYSTEM, label: words.system },
    ...devices.filter((device) => !isAlias(device)).map(({ id, label }, index) => ({
      value: id,
      label: label === "" ? words.unnamed(index + 1) : label,
    })),
  ];
}

export const microphoneChoices = (devices: readonly AudioDevice[], { call }: Pick<Text, "call">) =>
  deviceChoices(devices, { system: call.systemMicrophone, unnamed: call.unnamedMicrophone });

/** Which of them a microphone in use is; null: none is in use. */
export const choiceOf = (microphoneId: string | null): string =>
  microphoneId === null || isAlias({ id: microphoneId }) ? SYSTEM : microphoneId;

/** What is to be used after that choice; null: what the system says. */
export const microphoneOf = (choice: string): string | null => choice === SYSTEM ? null : choice;
