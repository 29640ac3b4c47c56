import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { microphoneDevice } from "../call/audio-inputs.ts";
import type { CallView } from "../call/call-model.ts";
import { CallRunner } from "../call/call-runner.ts";
import { systemClock } from "../call/clock.ts";
import { randomUuid } from "../call/device-identity.ts";
import { remembered } from "../call/memory.ts";
import { Microphone } from "../call/microphone.ts";
import type { MicrophoneState } from "../call/microphone-state.ts";
import { PeerAudio } from "../call/peer-audio.ts";
import { text } from "../decoding/decoder.ts";
import type { Person } from "../contract.ts";
import type { Line } from "./useLine.ts";

export interface Call {
  readonly view: ReadonlyRef<CallView>;
  /** The peer's voice and our own, for ears and meters. */
  readonly voice: ReadonlyRef<MediaStream | null>;
  readonly ownTrack: ReadonlyRef<MediaStreamTrack | null>;
  readonly microphone: Microphone;
  readonly microphoneState: ReadonlyRef<MicrophoneState>;
  readonly place: (peer: Person) => void;
  readonly accept: () => void;
  readonly decline: () => void;
  readonly hangUp: () => void;
  readonly toggleMute: () => void;
  readonly dismiss: () => void;
  /** This machine has another network than before, or has one again. */
  readonly networkChanged: () => void;
}

/** This device's call, run over a line to the server for as long as the scope lives. */
export function useCall(api: DuetApi, line: Line): Call {
  const voice = shallowRef<MediaStream | null>(null);
  const ownTrack = shallowRef<MediaStreamTrack | null>(null);
  // Typed as always there, but absent outside secure contexts.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  const microphone = new Microphone({
    devices,
    chosen: remembered(localStorage, "duet.microphone", microphoneDevice),
    clock: systemClock,
  }, {
    trackChanged: (track) => {
      ownTrack.value = track;
      if (track !== null) void runner.microphoneChanged(track);
    },
    stateChanged: (changed) => microphoneState.value = changed,
  });
  const microphoneState = shallowRef<MicrophoneState>(microphone.state);
  const runner = new CallRunner({
    microphone,
    createPeer: (iceServers, track, listener) =>
      new PeerAudio(new RTCPeerConnection({ iceServers: [...iceServers] }), track, listener),
    fetchIceServers: () => api.iceServers(),
    signal: line.signal,
    clock: systemClock,
    newCallId: () => randomUuid(crypto),
    storage: sessionStorage,
    fetchEnd: (callId) =>
      api.call(callId).then(
        ({ reason, answeredAt }) => reason === null ? null : { reason, wasAnswered: answeredAt !== null },
        () => null,
      ),
    mutedCall: remembered(sessionStorage, "duet.muted-call", text),
  }, {
    viewChanged: (changed) => view.value = changed,
    voiceChanged: (stream) => voice.value = stream,
  });
  const view = shallowRef<CallView>(runner.view);
  line.listen((message) => runner.received(message));
  const pageShown = () => {
    if (!document.hidden) microphone.check();
  };
  document.addEventListener("visibilitychange", pageShown);
  onScopeDispose(() => {
    document.removeEventListener("visibilitychange", pageShown);
    runner.dispose();
  });

  return {
    view,
    voice,
    ownTrack,
    microphone,
    microphoneState,
    place: (peer) => runner.callPressed(peer),
    accept: () => runner.acceptPressed(),
    decline: () => runner.declinePressed(),
    hangUp: () => runner.hangUpPressed(),
    toggleMute: () => runner.muteChanged(!microphone.muted),
    dismiss: () => runner.dismissed(),
    networkChanged: () => runner.networkChanged(),
  };
}
