import type { IceCandidate } from "../../src/contract.ts";

/** Only what is used of an RTCPeerConnection, with looser types. */
export class FakeConnection {
  readonly log: string[] = [];
  connectionState: RTCPeerConnectionState = "new";
  iceConnectionState: RTCIceConnectionState = "new";
  iceGatheringState: RTCIceGatheringState = "new";
  configuration: RTCConfiguration = {};
  remote: string | null = null;
  refuse = false;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onicecandidateerror: ((event: { url: string; errorCode: number }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  oniceconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { streams: readonly MediaStream[]; track: MediaStreamTrack }) => void) | null = null;

  addTrack(): void {
    this.log.push("addTrack");
  }
  getSenders(): unknown[] {
    const replaceTrack = (track: { readonly label: string }) => {
      this.log.push("replaceTrack");
      this.sent = track.label;
      return this.refuse ? Promise.reject(new Error("no")) : Promise.resolve();
    };
    return [{ replaceTrack }];
  }
  /** The name of the track that took the place of the first one. */
  sent: string | null = null;
  /** How many packets have arrived or are missing, and when the last report of the other side came. */
  arrived = 0;
  lost = 0;
  reportedAt = 0;
  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(
      new Map<string, unknown>([
        ["in", { type: "inbound-rtp", timestamp: 1, packetsReceived: this.arrived, packetsLost: this.lost }],
        ["out", { type: "outbound-rtp", timestamp: 2 }],
        ["remote", { type: "remote-inbound-rtp", timestamp: this.reportedAt }],
      ]),
    );
  }
  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
    this.log.push(`configure ${configuration.iceServers?.[0]?.urls}`);
  }
  createOffer({ iceRestart }: { iceRestart: boolean }): Promise<RTCSessionDescriptionInit> {
    return Promise.resolve({ type: "offer", sdp: iceRestart ? "restart" : "offer" });
  }
  createAnswer(): Promise<RTCSessionDescriptionInit> {
    return Promise.resolve({ type: "answer", sdp: "answer" });
  }
  setLocalDescription({ sdp }: RTCSessionDescriptionInit): Promise<void> {
    this.log.push(`local ${sdp}`);
    return Promise.resolve();
  }
  setRemoteDescription({ sdp }: RTCSessionDescriptionInit): Promise<void> {
    if (this.refuse) return Promise.reject(new Error("no"));
    this.remote = sdp ?? "";
    this.log.push(`remote ${sdp}`);
    return Promise.resolve();
  }
  addIceCandidate(candidate?: { candidate: string }): Promise<void> {
    if (this.remote === null) return Promise.reject(new Error("no remote description"));
    this.log.push(`candidate ${candidate?.candidate ?? "end"}`);
    return Promise.resolve();
  }
  close(): void {
    this.log.push("close");
  }

  /** A path is found, or lost. */
  becomes(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
  gathers(line: string): void {
    this.iceGatheringState = "gathering";
    this.onicecandidate?.({ candidate: candidate(line) });
  }
  gathersNoMore(): void {
    this.iceGatheringState = "complete";
    this.onicecandidate?.({ candidate: null });
  }
}

export function candidate(line: string): IceCandidate {
  return { candidate: line, sdpMid: "0", sdpMLineIndex: 0, usernameFragment: null };
}
