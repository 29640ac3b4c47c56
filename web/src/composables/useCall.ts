import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { CallView } from "../call/call-model.ts";
import { CallRunner } from "../call/call-runner.ts";
import { systemClock } from "../call/clock.ts";
import { randomUuid } from "../call/device-identity.ts";
import { Microphone } from "../call/microphone.ts";
import { PeerAudio } from "../call/peer-audio.ts";
import type { Person } from "../contract.ts";
import type { Line } from "./useLine.ts";

export interface Call {
  readonly view: ReadonlyRef<CallView>;
  /** The peer's voice and our own, for ears and meters. */
  readonly voice: ReadonlyRef<MediaStream | null>;
  readonly ownTrack: ReadonlyRef<MediaStreamTrack | null>;
  readonly microphone: Microphone;
  readonly place: (peer: Person) => void;
  readonly accept: () => void;
  readonly decline: () => void;
  readonly hangUp: () => void;
  readonly toggleMute: () => void;
  /** Settles when the choice has taken effect, failed or been overtaken. */
  readonly chooseMicrophone: (deviceId: string | null) => Promise<void>;
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
  const microphone = new Microphone(devices, {
    trackChanged: (track) => ownTrack.value = track,
    lost: () => void runner.microphoneLost(),
  });
  const runner = new CallRunner({
    microphone,
    createPeer: (iceServers, track, listener) =>
      new PeerAudio(new RTCPeerConnection({ iceServers: [...iceServers] }), track, listener),
    fetchIceServers: () => api.iceServers(),
    signal: line.signal,
    clock: systemClock,
    newCallId: () => randomUuid(crypto),
    storage: sessionStorage,
    fetchReason: (callId) => api.call(callId).then(({ reason }) => reason, () => null),
  }, {
    viewChanged: (changed) => view.value = changed,
    voiceChanged: (stream) => voice.value = stream,
  });
  const view = shallowRef<CallView>(runner.view);
  line.listen((message) => runner.received(message));
  onScopeDispose(() => runner.dispose());

  return {
    view,
    voice,
    ownTrack,
    microphone,
    place: (peer) => runner.callPressed(peer),
    accept: () => runner.acceptPressed(),
    decline: () => runner.declinePressed(),
    hangUp: () => runner.hangUpPressed(),
    toggleMute: () => runner.muteToggled(),
    chooseMicrophone: (deviceId) => runner.microphoneChosen(deviceId),
    dismiss: () => runner.dismissed(),
    networkChanged: () => runner.networkChanged(),
  };
}
