import { plainName } from "../call/audio-device.ts";
import type { OutputState } from "../sounds/audio-outputs.ts";
import type { LateText } from "./late-text.ts";

/** What there is to say of the device that something sounds on; null if all is as it was chosen. */
export function outputWords(state: OutputState, { settings: { output } }: LateText): string | null {
  switch (state.kind) {
    case "system":
    case "chosen":
      return null;
    case "away":
      return output.away(plainName(state.device) || output.thatDevice);
    case "refused":
      return output.refused(plainName(state.device) || output.thatDevice);
  }
}
