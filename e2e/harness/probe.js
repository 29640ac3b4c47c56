// Runs in every page before the page's own scripts: remembers what the page opens, so that a test
// can ask what is still open, and measures what arrives as sound. It changes no behaviour.
"use strict";
const connections = new Set();
const tracks = new Set();
const violations = [];
const closings = [];

const NativeSocket = window.WebSocket;
window.WebSocket = class WebSocket extends NativeSocket {
  constructor(...address) {
    super(...address);
    this.addEventListener("close", ({ code }) => closings.push(code));
  }
};

const closed = new WeakMap();

const NativeConnection = window.RTCPeerConnection;
if (NativeConnection) { // some browsers make none
  window.RTCPeerConnection = class RTCPeerConnection extends NativeConnection {
    #isUsed = false;

    constructor(...configuration) {
      super(...configuration);
      connections.add(this);
      closed.set(this, Promise.withResolvers());
      this.addEventListener("track", ({ track }) => tracks.add(track));
    }

    addTrack(...given) {
      this.#isUsed = true;
      return super.addTrack(...given);
    }

    createDataChannel(...given) {
      this.#isUsed = true;
      return super.createDataChannel(...given);
    }

    close() {
      super.close();
      closed.get(this).resolve();
      if (!this.#isUsed) connections.delete(this); // it was to show only that there may be any
    }
  };
}

const contexts = [];
const NativeContext = window.AudioContext;
window.AudioContext = class AudioContext extends NativeContext {
  constructor(...options) {
    super(...options);
    contexts.push(this);
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
    const asked = clock();
    const stream = await nativeGetUserMedia(constraints);
    recorder?.heldUpSince(asked);
    stream.getTracks().forEach((track) => tracks.add(track));
    return stream;
  };
}

document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  violations.push(`${violatedDirective} ${blockedURI}`);
});

const isClosed = ({ signalingState }) => signalingState === "closed";
const openConnections = () => [...connections].filter((connection) => !isClosed(connection));

/** How long statistics may take, and how often they are asked for. They take some milliseconds. */
const STATISTICS_WITHIN = 3_000;
const STATISTICS_TRIES = 3;

/**
 * The statistics of a connection; none of one that is closed meanwhile, for which Firefox's promise either
 * fails or never settles.
 */
async function statistics(connection) {
  for (let tries = 1;; tries += 1) {
    const late = Promise.withResolvers();
    const timer = setTimeout(() => late.reject(new Error("getStats does not settle")), STATISTICS_WITHIN);
    try {
      const none = closed.get(connection).promise.then(() => []);
      return await Promise.race([connection.getStats(), none, late.promise]);
    } catch (error) {
      if (isClosed(connection)) return [];
      if (tries === STATISTICS_TRIES) throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What came in over all open connections so far; seconds are seconds of sound, not of the clock. */
async function received() {
  const sum = { packets: 0, energy: 0, seconds: 0 };
  for (const connection of openConnections()) {
    (await statistics(connection)).forEach((report) => {
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

let listening = null;

/** Begins to measure the next second, and returns at once; `heard` waits for it. */
const listen = () => {
  listening = nextSecond();
  listening.catch(() => {}); // told to whoever asks what was heard
};

/** Now, in milliseconds since 1970: as fine as `performance.now()`, and the same clock in every page. */
const clock = () => performance.timeOrigin + performance.now();

/**
 * Watches for received packets every 20 ms until it is stopped. What it tells has Chromium's own grain: there
 * two reports within 50 ms are the same.
 */
class Recorder {
  #began = clock();
  #latest = clock();
  #largest = { milliseconds: 0, since: 0, until: 0 };
  #looked = clock();
  #stall = 0;
  #running = true;
  #watching = this.#watch();

  /**
   * The longest time without a packet: how long, from when until when. One that goes on counts too. The stall
   * is the longest time in which the machine did not let this page look, or took to open a microphone.
   */
  get largest() {
    const present = { milliseconds: clock() - this.#latest, since: this.#latest, until: null };
    const largest = present.milliseconds > this.#largest.milliseconds ? present : this.#largest;
    return { ...largest, stall: this.#stall };
  }

  /** The machine has let this page wait until now; what was before the recording is none of it. */
  heldUpSince(moment) {
    this.#stall = Math.max(this.#stall, clock() - Math.max(moment, this.#began));
  }

  /** Ends the recording; fails if the watching did. */
  async stop() {
    this.#running = false;
    await this.#watching;
    return this.largest;
  }

  async #watch() {
    let known = (await received()).packets;
    while (this.#running) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { packets } = await received();
      this.heldUpSince(this.#looked);
      this.#looked = clock();
      if (packets === known) continue;
      // Fewer: a connection was replaced, and what the new one has brought is news as well.
      const fresh = packets > known || packets > 0;
      known = packets;
      if (fresh) this.#arrived();
    }
  }

  #arrived() {
    const [since, until] = [this.#latest, clock()];
    const milliseconds = until - since;
    if (milliseconds > this.#largest.milliseconds) this.#largest = { milliseconds, since, until };
    this.#latest = until;
  }
}

let recorder = null;

/**
 * Waits for the first packet that this page receives, and says how long after the page's load it was. If
 * there is none for twenty seconds, it says how long that was.
 */
async function firstPacket() {
  const load = performance.getEntriesByType("navigation")[0].loadEventEnd;
  while ((await received()).packets === 0 && performance.now() < load + 20_000) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - load;
}

/** The local UDP ports at which the open connections may receive. */
async function ports() {
  const found = new Set();
  for (const connection of openConnections()) {
    (await statistics(connection)).forEach(({ type, protocol, port }) => {
      if (type === "local-candidate" && protocol === "udp") found.add(port);
    });
  }
  return [...found];
}

/**
 * The path that the audio takes: of what kind its two ends are, and by what transport this page's own end sends. Null
 * if there is none.
 */
async function path() {
  for (const connection of openConnections()) {
    const reports = new Map(await statistics(connection));
    const transport = [...reports.values()].find(({ type }) => type === "transport");
    const pair = reports.get(transport?.selectedCandidatePairId);
    if (pair === undefined) continue;
    const [local, remote] = [pair.localCandidateId, pair.remoteCandidateId].map((id) => reports.get(id));
    return {
      local: local.candidateType,
      remote: remote.candidateType,
      transport: local.relayProtocol ?? local.protocol,
    };
  }
  return null;
}

window.duetProbe = Object.freeze({
  path,
  ports,
  listen,
  heard: () => listening,
  received,
  firstPacket,
  record: () => {
    void recorder?.stop();
    recorder = new Recorder();
  },
  largestGap: () => recorder.stop(),
  loadedAt: () => performance.timeOrigin + performance.getEntriesByType("navigation")[0].loadEventEnd,
  closings: () => [...closings],
  counts: () => ({
    connections: openConnections().length,
    tracks: [...tracks].filter(({ readyState }) => readyState === "live").length,
    connectionsEver: connections.size,
  }),
  violations: () => [...violations],
  contexts: () => contexts.map(({ state }) => state),
});
