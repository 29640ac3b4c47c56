import type { DeviceWish } from "./audio-device.ts";
import type { MicrophoneDevice } from "./audio-inputs.ts";
import type { MicrophoneState } from "./microphone-state.ts";

/**
 * Opens a microphone for a call and follows the devices while it is open: one that goes away is replaced, and
 * the one that the person chose is used again when it comes back. `MicrophoneState` is what there is to tell;
 * beside it one operation at a time may be under way:
 *
 *     none ── open, choose ───────────▶ asking ── a track, or the last one refused ──▶ none
 *     none ── something has happened ─▶ looking ── all is well ──────────────────────▶ none
 *                                          └────── another one is needed ────────────▶ asking
 *
 * What the person does overtakes an operation; what happens to the devices waits for its end, and is looked at
 * then (`again`). A track that comes for an operation that was overtaken is stopped.
 */
export interface MicrophoneMachine extends DeviceWish {
  readonly state: MicrophoneState;
  readonly operation: Operation | null;
  /** Our own mute, of this track and those to come until the microphone is closed. */
  readonly muted: boolean;
  /** The identity that was given last to a request or a timer. */
  readonly issued: number;
}

export type Operation =
  /** The list of devices was asked for. */
  | { readonly kind: "looking"; readonly request: number; readonly again: boolean }
  /** A device was asked for (null: the system's own choice), and if it cannot be had the rest will be. */
  | {
    readonly kind: "asking";
    readonly request: number;
    readonly purpose: Purpose;
    readonly device: string | null;
    readonly rest: readonly (string | null)[];
    /** Has nobody chosen another one meanwhile? */
    readonly wishStands: boolean;
    readonly again: boolean;
  };

/** What a track is asked for. `caller` is who waits for it. */
export type Purpose =
  | { readonly kind: "open" | "choose"; readonly caller: number }
  /** By itself; is the one before lost, or does it go on if this fails? */
  | { readonly kind: "follow"; readonly lost: boolean };

/** A closed microphone, with what the person has chosen earlier. */
export function closedMicrophone(wish: MicrophoneDevice | null): MicrophoneMachine {
  return { state: { kind: "closed" }, operation: null, muted: false, wish, refused: null, issued: 0 };
}
