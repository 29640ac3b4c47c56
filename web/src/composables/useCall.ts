import { computed, type ReadonlyRef } from "vue";
import type { MicrophoneDevice } from "../call/audio-inputs.ts";
import type { CallView, Side } from "../call/call-model.ts";
import type { MicrophoneState } from "../call/microphone-state.ts";
import type { Obstacle } from "../call/obstacles.ts";
import type { MediaPoint } from "../call/quality/media-history.ts";
import type { VoiceHint } from "../call/voice-judge.ts";
import type { VoiceProcessing } from "../call/voice-processing.ts";
import type { Person } from "../contract.ts";
import type { PhoneRef } from "./usePhone.ts";

export interface Call {
  readonly view: ReadonlyRef<CallView>;
  /** Why no call can be made or answered from this page; null for nothing. */
  readonly obstacle: ReadonlyRef<Obstacle | null>;
  /** The peer's voice. */
  readonly voice: ReadonlyRef<MediaStream | null>;
  readonly microphone: ReadonlyRef<MicrophoneState>;
  readonly voiceHint: ReadonlyRef<VoiceHint | null>;
  readonly microphones: ReadonlyRef<readonly MicrophoneDevice[]>;
  /** The microphone in use, or else the one that will be asked for; null is the system's own choice. */
  readonly microphoneId: ReadonlyRef<string | null>;
  /** What is done to one's own voice before it is sent. */
  readonly processing: ReadonlyRef<VoiceProcessing>;
  /** How loud one of the two is now, from 0 to 1. */
  readonly level: (side: Side) => number;
  /** How a call has sounded here in the last minutes. */
  readonly media: (callId: string) => readonly MediaPoint[];
  readonly place: (peer: Person) => void;
  readonly accept: () => void;
  readonly continueHere: () => void;
  readonly decline: () => void;
  readonly hangUp: () => void;
  readonly mute: (muted: boolean) => void;
  readonly toggleMute: () => void;
  readonly dismiss: () => void;
  readonly chooseMicrophone: (id: string | null) => Promise<void>;
  readonly checkMicrophone: () => void;
  readonly processVoice: (processing: VoiceProcessing) => void;
}

/** The phone's call. */
export function useCall({ phone, state }: PhoneRef): Call {
  const view = computed(() => state.value.call);
  return {
    view,
    obstacle: computed(() => state.value.obstacle),
    voice: computed(() => state.value.voice),
    microphone: computed(() => state.value.microphone),
    voiceHint: computed(() => state.value.voiceHint),
    microphones: computed(() => state.value.microphones),
    microphoneId: computed(() => state.value.microphoneId),
    processing: computed(() => state.value.processing),
    level: (side) => phone.level(side),
    media: (callId) => phone.media(callId),
    place: (peer) => phone.call(peer),
    accept: () => phone.answer(),
    continueHere: () => phone.continueHere(),
    decline: () => phone.decline(),
    hangUp: () => phone.hangUp(),
    mute: (muted) => phone.mute(muted),
    toggleMute: () => {
      const { call } = phone.state;
      if (call.state !== "idle") phone.mute(!call.muted);
    },
    dismiss: () => phone.dismiss(),
    chooseMicrophone: (id) => phone.chooseMicrophone(id),
    checkMicrophone: () => phone.checkMicrophone(),
    processVoice: (processing) => void phone.processVoice(processing),
  };
}
