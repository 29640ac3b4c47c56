import type { PathState } from "../../src/call/path-state.ts";
import { PeerAudio, type PeerConnectionLike } from "../../src/call/peer-audio.ts";
import { FakeConnection } from "./fake-connection.ts";
import { ManualClock } from "./manual-clock.ts";

// Both are only passed on.
export const TRACK = {} as MediaStreamTrack;
const STREAM = {} as MediaStream;

/** What sends and receives over a connection that a test plays. */
export function peer() {
  const connection = new FakeConnection();
  const heard: string[] = [];
  const media: PathState[] = [];
  const clock = new ManualClock();
  const servers = { servers: [{ urls: "stun:first" }], areKnown: true, relayOnly: false };
  // The fake has the members that are used, with looser types.
  const audio = new PeerAudio(connection as unknown as PeerConnectionLike, servers, () => STREAM, clock, {
    offer: (sdp) => heard.push(`offer ${sdp}`),
    answer: (sdp) => heard.push(`answer ${sdp}`),
    candidate: (own) => heard.push(`candidate ${own?.candidate ?? "end"}`),
    path: (state) => media.push(state),
    allTold: () => heard.push("all told"),
    voice: () => heard.push("voice"),
    qualityChanged: () => heard.push(`quality ${audio.quality ?? "well"}`),
    looked: () => {},
    sounded: ({ loss }) => heard.push(`sounded ${loss}`),
  });
  audio.send(TRACK);
  return { connection, clock, audio, heard, media };
}

/** Servers that came later than the connection. */
export const fresh = () =>
  Promise.resolve({ servers: [{ urls: "turn:fresh" }], areKnown: true, relayOnly: true });
