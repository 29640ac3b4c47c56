/** What a browser has counted of a call's media until now. */
export interface MediaCounters {
  /** The local end of the path in use (RFC 8445, section 5.1.1); null while there is none, or it is not known. */
  readonly path: "host" | "srflx" | "prflx" | "relay" | null;
  /** How the packets travel; null where `path` is. */
  readonly transport: "udp" | "tcp" | "tls" | null;
  /** What the sound that arrives is encoded with; null while none does. */
  readonly codec: AudioCodec | null;
  /** The round trip to the other device that was measured last. Milliseconds. */
  readonly roundTrip: number | null;
  /** Packets of audio that have arrived, and those that are missing (RFC 3550, section 6.4.1). */
  readonly received: number | null;
  readonly lost: number;
  /** Jitter of what arrives. Milliseconds. */
  readonly jitter: number | null;
  /** Samples that were to be heard, and those of them that the browser made up for want of packets. */
  readonly samples: number;
  readonly concealed: number;
  /** The energy of what was heard, and how long that was; null where the browser does not count it. */
  readonly heard: Heard | null;
  /** What the other side has told last of what it gets; null before it has. */
  readonly told: ToldLoss | null;
}

/** Sound that was heard, W3C webrtc-stats `totalAudioEnergy` and `totalSamplesDuration`. */
export interface Heard {
  readonly energy: number;
  readonly seconds: number;
}

export interface ToldLoss {
  /** When it was told, by the browser's own count. */
  readonly at: number;
  /** The part of our packets that did not arrive since it told before, 0 to 1. */
  readonly loss: number;
}

/** Reads them out of a connection's statistics (W3C webrtc-stats). */
export function mediaCounters(statistics: RTCStatsReport): MediaCounters {
  const entries = [...(statistics as unknown as ReadonlyMap<string, Entry>).values()];
  const ofType = (type: string) => entries.find((entry) => entry.type === type);
  const inbound = ofType("inbound-rtp");
  const remote = ofType("remote-inbound-rtp");
  const pair = pairInUse(entries);
  const local = entries.find(({ id }) => id !== undefined && id === pair?.localCandidateId);
  const path = word(PATHS, local?.candidateType);
  return {
    path,
    transport: path === null ? null : word(TRANSPORTS, local?.relayProtocol ?? local?.protocol),
    codec: codecOf(entries.find(({ id }) => id !== undefined && id === inbound?.codecId)?.mimeType),
    roundTrip: milliseconds(remote?.roundTripTime ?? pair?.currentRoundTripTime),
    received: inbound?.packetsReceived ?? null,
    lost: inbound?.packetsLost ?? 0,
    jitter: milliseconds(inbound?.jitter),
    samples: inbound?.totalSamplesReceived ?? 0,
    // Silence that is made up while nobody sends is no gap.
    concealed: (inbound?.concealedSamples ?? 0) - (inbound?.silentConcealedSamples ?? 0),
    heard: heardOf(inbound),
    told: remote?.fractionLost === undefined ? null : { at: remote.timestamp, loss: remote.fractionLost },
  };
}

/** Before the first packet there is a path already, but no entry for what arrives: nothing was heard until then. */
function heardOf(inbound: Entry | undefined): Heard | null {
  if (inbound === undefined) return { energy: 0, seconds: 0 };
  const { totalAudioEnergy: energy, totalSamplesDuration: seconds } = inbound;
  return energy === undefined || seconds === undefined ? null : { energy, seconds };
}

/** Chromium names it in the transport; Firefox marks it. */
function pairInUse(entries: readonly Entry[]): Entry | undefined {
  const named = entries.find(({ type }) => type === "transport")?.selectedCandidatePairId;
  return entries.find((entry) =>
    entry.type === "candidate-pair" && (named === undefined ? entry.selected === true : entry.id === named)
  );
}

const PATHS = ["host", "srflx", "prflx", "relay"] as const;
const TRANSPORTS = ["udp", "tcp", "tls"] as const;
const CODECS = ["opus", "red", "g722", "pcmu", "pcma"] as const;
export type AudioCodec = typeof CODECS[number] | "other";

function word<T extends string>(words: readonly T[], found: string | undefined): T | null {
  return words.find((word) => word === found) ?? null;
}

/** The subtype of a MIME type such as `audio/opus`. */
function codecOf(mimeType: string | undefined): AudioCodec | null {
  if (mimeType === undefined) return null;
  return word(CODECS, mimeType.toLowerCase().replace("audio/", "")) ?? "other";
}

function milliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1_000;
}

/** Members of several types of statistics. Times are seconds, but for `timestamp`. */
interface Entry {
  readonly id?: string;
  readonly type: string;
  readonly timestamp: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly jitter?: number;
  readonly totalSamplesReceived?: number;
  readonly concealedSamples?: number;
  readonly silentConcealedSamples?: number;
  readonly totalAudioEnergy?: number;
  readonly totalSamplesDuration?: number;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly roundTripTime?: number;
  readonly fractionLost?: number;
  readonly currentRoundTripTime?: number;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly localCandidateId?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
}
