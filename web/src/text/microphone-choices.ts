import { type AudioDevice, isAlias } from "../call/audio-device.ts";
import type { Text } from "./text.ts";

/** The value of the system's own choice, which stands first. */
const SYSTEM = "";

/** The microphones that there are to choose from, each once. Where none is known, the system's choice is all there is. */
export function microphoneChoices(
  devices: readonly AudioDevice[],
  { call }: Pick<Text, "call">,
): { readonly value: string; readonly label: string }[] {
  return [
    { value: SYSTEM, label: call.systemMicrophone },
    ...devices.filter((device) => !isAlias(device)).map(({ id, label }, index) => ({
      value: id,
      label: label === "" ? call.unnamedMicrophone(index + 1) : label,
    })),
  ];
}

/** Which of them a microphone in use is; null: none is in use. */
export const choiceOf = (microphoneId: string | null): string =>
  microphoneId === null || isAlias({ id: microphoneId }) ? SYSTEM : microphoneId;

/** What is to be used after that choice; null: what the system says. */
export const microphoneOf = (choice: string): string | null => choice === SYSTEM ? null : choice;
