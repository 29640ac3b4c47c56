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

/** What a candidate line says (RFC 8839 section 5.1): where it is, and what it is. */
export function candidateOf(line: string): { readonly address: string; readonly type: string } {
  const fields = line.split(" ");
  return { address: fields[4] ?? "", type: fields[7] ?? "" };
}
