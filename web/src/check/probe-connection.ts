/** The part of an RTCPeerConnection that checks use. */
export type ProbeConnection = Pick<
  RTCPeerConnection,
  | "addIceCandidate"
  | "close"
  | "createAnswer"
  | "createDataChannel"
  | "createOffer"
  | "ondatachannel"
  | "onicecandidate"
  | "onicecandidateerror"
  | "setLocalDescription"
  | "setRemoteDescription"
>;

export type NewProbe = (configuration: RTCConfiguration) => ProbeConnection;
