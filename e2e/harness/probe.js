// Runs in every page before the page's own scripts: remembers what the page opens, so that a test
// can ask what is still open, and measures what arrives as sound. It changes no behaviour.
"use strict";
const connections = new Set();
const tracks = new Set();
const violations = [];

const NativeConnection = window.RTCPeerConnection;
window.RTCPeerConnection = class RTCPeerConnection extends NativeConnection {
  constructor(...configuration) {
    super(...configuration);
    connections.add(this);
    this.addEventListener("track", ({ track }) => tracks.add(track));
  }
};

// A clone is a track of its own: it keeps the microphone's light on just as well.
const nativeClone = MediaStreamTrack.prototype.clone;
MediaStreamTrack.prototype.clone = function clone() {
  const copy = nativeClone.call(this);
  if (tracks.has(this)) tracks.add(copy);
  return copy;
};
const nativeStreamClone = MediaStream.prototype.clone;
MediaStream.prototype.clone = function clone() {
  const copy = nativeStreamClone.call(this);
  if (this.getTracks().some((track) => tracks.has(track))) {
    copy.getTracks().forEach((track) => tracks.add(track));
  }
  return copy;
};

if (navigator.mediaDevices) {
  const nativeGetUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await nativeGetUserMedia(constraints);
    stream.getTracks().forEach((track) => tracks.add(track));
    return stream;
  };
}

document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`);
});

const openConnections = () => [...connections].filter(({ signalingState }) => signalingState !== "closed");

/** What came in over all open connections so far; seconds are seconds of sound, not of the clock. */
async function received() {
  const sum = { packets: 0, energy: 0, seconds: 0 };
  for (const connection of openConnections()) {
    (await connection.getStats()).forEach((report) => {
      if (report.type !== "inbound-rtp" || report.kind !== "audio") return;
      sum.packets += report.packetsReceived ?? 0;
      sum.energy += report.totalAudioEnergy ?? 0;
      sum.seconds += report.totalSamplesDuration ?? 0;
    });
  }
  return sum;
}

/**
 * How loud the next second of received sound is, as a root mean square (0 is silence, 1 full scale), and
 * in how many packets it came. `null` if ten seconds of the clock bring no second of sound.
 */
async function nextSecond() {
  const from = await received();
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = await received();
    const seconds = now.seconds - from.seconds;
    if (seconds < 1) continue;
    return { loudness: Math.sqrt((now.energy - from.energy) / seconds), packets: now.packets - from.packets };
  }
  return null;
}

window.duetProbe = Object.freeze({
  nextSecond,
  received,
  counts: () => ({
    connections: openConnections().length,
    tracks: [...tracks].filter(({ readyState }) => readyState === "live").length,
    connectionsEver: connections.size,
  }),
  violations: () => [...violations],
});
