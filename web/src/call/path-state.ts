/**
 * How the path of the audio is, as far as anything depends on it. Silent: the browser takes it for good, and nothing
 * arrives over it.
 */
export type PathState = "connecting" | "connected" | "silent" | "disconnected" | "failed";

/** What a connection says of itself. */
export type ConnectionStates = Pick<RTCPeerConnection, "connectionState" | "iceConnectionState">;

/**
 * The worse of what the two say: `connectionState` knows of DTLS too, `iceConnectionState` is there in every
 * browser and sometimes the first to know (W3C WebRTC sections 5.6.2 and 5.6.3). Null: nothing has begun, or
 * we have closed it ourselves.
 */
export function pathState(connection: ConnectionStates): PathState | null {
  const { connectionState, iceConnectionState } = connection;
  if (connectionState === "closed" || iceConnectionState === "closed") return null;
  if (connectionState === "failed" || iceConnectionState === "failed") return "failed";
  if (connectionState === "disconnected" || iceConnectionState === "disconnected") return "disconnected";
  // Absent in old browsers, whatever the types say.
  if (connectionState === undefined) return iceConnectionState === "connected" ? "connected" : null;
  switch (connectionState) {
    case "new":
      return null;
    case "connecting":
    case "connected":
      return connectionState;
  }
}
