import type { MicrophoneDevice } from "./audio-inputs.ts";
import type { MicrophoneProblem } from "./microphone-failure.ts";
import type { Track } from "./microphone-state.ts";

/** What happens to the microphone. */
export type MicrophoneEvent =
  /** Ends in `tellOpened` or `tellFailed` for this caller. */
  | { readonly kind: "openRequested"; readonly caller: number }
  /** A device, or with null the system's own choice. Ends in `tellChosen` for this caller. */
  | { readonly kind: "chooseRequested"; readonly caller: number; readonly device: string | null }
  /** Somebody wants to know whether all is well: the page is in front again, or the person asks for it. */
  | { readonly kind: "checkRequested" }
  | { readonly kind: "muteRequested"; readonly muted: boolean }
  | { readonly kind: "closeRequested" }
  | { readonly kind: "devicesChanged" }
  | { readonly kind: "trackEnded"; readonly track: number }
  /** Another processing of the voice was chosen, and this track does not take it. */
  | { readonly kind: "trackOutdated"; readonly track: number }
  /** The system has silenced the source of a track, or given it back. */
  | { readonly kind: "trackSilenced"; readonly track: number }
  | {
    readonly kind: "devicesListed";
    readonly request: number;
    readonly devices: readonly MicrophoneDevice[];
  }
  /** A track is there, and live. */
  | {
    readonly kind: "trackObtained";
    readonly request: number;
    readonly track: Track;
    readonly silent: boolean;
  }
  | { readonly kind: "trackRefused"; readonly request: number; readonly problem: MicrophoneProblem }
  | { readonly kind: "timerFired"; readonly timer: number };

/** What its machine orders. */
export type MicrophoneEffect =
  /** Ends in `devicesListed`. */
  | { readonly kind: "listDevices"; readonly request: number }
  /** Ends in `trackObtained` or `trackRefused`. */
  | { readonly kind: "askFor"; readonly request: number; readonly device: string | null }
  | { readonly kind: "enableTrack"; readonly track: number; readonly enabled: boolean }
  /** For good; nothing is heard of it any more. */
  | { readonly kind: "stopTrack"; readonly track: number }
  /** Its source is let go; another one is asked for in its place. */
  | { readonly kind: "endTrack"; readonly track: number }
  /** This one is sent from now on, or none. */
  | { readonly kind: "sendTrack"; readonly track: number | null }
  | { readonly kind: "watchDevices" | "unwatchDevices" }
  | { readonly kind: "startTimer"; readonly timer: number; readonly delay: number }
  | { readonly kind: "cancelTimer"; readonly timer: number }
  /** For this page and those to come. */
  | { readonly kind: "rememberChoice"; readonly device: MicrophoneDevice | null }
  | { readonly kind: "tellOpened"; readonly caller: number; readonly track: number }
  | { readonly kind: "tellFailed"; readonly caller: number; readonly problem: MicrophoneProblem }
  | { readonly kind: "tellChosen"; readonly caller: number };

/** What the track in use says of itself when an event happens; browsers do not tell all of it by events. */
export interface TrackFacts {
  readonly ended: boolean;
  /** The system lets nothing through. */
  readonly silent: boolean;
  /** The voice is to be processed in a way that only a track that is opened anew can have. */
  readonly outdated: boolean;
}
