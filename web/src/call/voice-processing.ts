import { type Decoder, flag, object } from "../decoding/decoder.ts";

/** What a browser does to a voice before it is sent, named as the constraints are (W3C Media Capture and Streams). */
export interface VoiceProcessing {
  /** Takes out what the loudspeaker plays. */
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  /** Makes a quiet voice louder and a loud one quieter. */
  readonly autoGainControl: boolean;
}

export type ProcessingStep = keyof VoiceProcessing;

export const PROCESSING_STEPS = [
  "echoCancellation",
  "noiseSuppression",
  "autoGainControl",
] as const satisfies readonly ProcessingStep[];

export const ALL_PROCESSING: VoiceProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

export const voiceProcessing: Decoder<VoiceProcessing> = object<VoiceProcessing>({
  echoCancellation: flag,
  noiseSuppression: flag,
  autoGainControl: flag,
});

/**
 * Has a track that is open process the voice like this, if it does. False where only another track would: Chromium takes the constraints
 * without a word and goes on as before, so what counts is what the track says of itself afterwards.
 */
export async function takesProcessing(track: MediaStreamTrack, wanted: VoiceProcessing): Promise<boolean> {
  try {
    await track.applyConstraints({ ...wanted });
  } catch {
    return false;
  }
  const settings = track.getSettings();
  return PROCESSING_STEPS.every((step) => settings[step] === undefined || settings[step] === wanted[step]);
}
