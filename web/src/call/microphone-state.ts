import type { MicrophoneDevice } from "./audio-inputs.ts";
import type { MicrophoneProblem } from "./microphone-failure.ts";

/** How long the note about another microphone stands. Milliseconds. */
export const NOTE_TIME = 8_000;

/**
 * The microphone of this device, and what there is to tell about it:
 *
 *     closed ─── open ───────────────────────▶ fine
 *     open   ─── another device, by itself ──▶ switched ─── NOTE_TIME ──────▶ fine
 *     open   ─── choosing fails ─────────────▶ kept     ─── choosing works ─▶ fine
 *     open   ─── the track's mute ───────────▶ silenced ─── unmute ─────────▶ fine
 *     open   ─── its end, and no other ──────▶ missing  ─── a device comes ─▶ switched
 *     every  ─── close ──────────────────────▶ closed
 *
 * "Open" is each that has a track. Our own mute is none of these: it is the person's, and goes on from one
 * track to the next.
 */
export type MicrophoneState =
  /** No call, or none yet that has opened it. */
  | { readonly kind: "closed" }
  | Open<"fine">
  /** Another device than before, which nobody has chosen just now. Left when the timer fires. */
  | Open<"switched"> & { readonly name: string; readonly timer: number }
  /** The device just chosen could not be had; the one before goes on. Left with the next news. */
  | Open<"kept"> & { readonly problem: MicrophoneProblem }
  /**
   * The system lets nothing through: a telephone call, a switch on the device. Left when it says so. Some
   * systems forget to (iOS): then the device is opened again, once.
   */
  | Open<"silenced"> & { readonly reopened: boolean }
  /** The call goes on without. Left as soon as a device can be had. */
  | { readonly kind: "missing"; readonly problem: MicrophoneProblem };

interface Open<Kind extends string> {
  readonly kind: Kind;
  /** May have ended, or been ended, a moment ago; then another one is being asked for. */
  readonly track: Track;
}

/** A track of a microphone, by a number of ours. */
export interface Track {
  readonly id: number;
  /** The device that it comes from. */
  readonly device: MicrophoneDevice;
}

/** What is sent. */
export function trackOf(state: MicrophoneState): Track | null {
  switch (state.kind) {
    case "closed":
    case "missing":
      return null;
    case "fine":
    case "switched":
    case "kept":
    case "silenced":
      return state.track;
  }
}
