import type { MediaCounters } from "./media-counters.ts";

/** How a call's media was between two looks at what the browser has counted. */
export interface MediaSample extends Pick<MediaCounters, "path" | "transport" | "codec" | "jitter"> {
  /** The round trip that was measured last, in milliseconds; null where none was since the other side told before. */
  readonly roundTrip: number | null;
  /** The part of what was sent here that did not arrive, 0 to 1; null where too little was sent to tell. */
  readonly loss: number | null;
  /** The part of what was heard that was made up, 0 to 1; null as above. */
  readonly concealed: number | null;
  /** How loud it was what was heard, silences included, in dBov (RFC 6464); null where it is not known. */
  readonly level: number | null;
  /** The part of our packets that did not arrive at the other side, 0 to 1; null where it has told nothing meanwhile. */
  readonly sentLoss: number | null;
}

/** A second of speech is fifty packets: of fewer nobody can say which part is missing. */
const PACKETS = 25;

export function mediaSample(before: MediaCounters, now: MediaCounters): MediaSample {
  const { path, transport, codec, roundTrip, jitter, told } = now;
  // A packet that comes late after all is counted back.
  const lost = Math.max(0, now.lost - before.lost);
  const received = (now.received ?? 0) - (before.received ?? 0);
  const isEnough = lost + received >= PACKETS;
  const isToldAnew = told !== null && told.at !== before.told?.at;
  return {
    path,
    transport,
    codec,
    roundTrip: told === null || isToldAnew ? roundTrip : null,
    jitter,
    loss: isEnough ? part(lost, lost + received) : null,
    concealed: isEnough ? part(now.concealed - before.concealed, now.samples - before.samples) : null,
    level: level(before.heard, now.heard),
    sentLoss: isToldAnew ? part(told.loss, 1) : null,
  };
}

/** The quietest that RFC 6464 can say. */
const SILENCE = -127;

function level(before: MediaCounters["heard"], now: MediaCounters["heard"]): number | null {
  if (before === null || now === null || now.seconds <= before.seconds) return null;
  const decibels = 10 * Math.log10(Math.max(0, now.energy - before.energy) / (now.seconds - before.seconds));
  return Math.min(0, Math.max(SILENCE, decibels));
}

function part(some: number, all: number): number | null {
  return all > 0 ? Math.min(1, Math.max(0, some / all)) : null;
}
