import { type Clock, systemClock } from "../call/clock.ts";
import { inTime } from "../call/in-time.ts";
import { SYSTEM_SINK } from "./audio-outputs.ts";
import { TonePlayer } from "./tone-player.ts";
import type { Tone } from "./tones.ts";

/** Where something sounds. */
export interface SoundOutput {
  /** What `setSinkId` takes. */
  readonly sink: string;
  /** The browser would not use it. */
  readonly refused: () => void;
}

/** The part of an audio element that a tone needs to come out of another device. */
export type SinkElement =
  & Pick<HTMLMediaElement, "play" | "pause" | "srcObject">
  & Partial<Pick<HTMLMediaElement, "setSinkId">>;

export interface ToneSound {
  readonly tone: Tone;
  /** 0 to 1. */
  readonly volume: number;
  readonly output: SoundOutput;
}

/** A device that wakes up may take a moment; a ring that comes later than this is missed. Milliseconds. */
const WITHIN = 3_000;

/**
 * Sounds a tone until the returned function is called, or it is over, which is told. Out of a chosen device it comes by an
 * element: not every browser lets an audio context choose (Firefox), and the page's only context serves the ring and the call
 * alike. What a chosen device does not play, or not in time, the system's own does.
 */
export function soundTone(
  context: AudioContext,
  { tone, volume, output }: ToneSound,
  over: () => void = () => {},
  newElement: () => SinkElement = () => new Audio(),
  clock: Clock = systemClock,
): () => void {
  if (output.sink === SYSTEM_SINK) return play(context, context.destination, tone, volume, over);
  const element = newElement();
  const way = context.createMediaStreamDestination();
  let state: "waiting" | "begun" | "over" = "waiting";
  let stop = () => {};
  // One that plays on, even without a sound, would keep a headset busy.
  const rest = () => {
    element.pause();
    element.srcObject = null;
  };
  const begin = (node: AudioNode) => {
    if (state === "over") return;
    state = "begun";
    stop = play(context, node, tone, volume, () => {
      rest();
      over();
    });
  };
  const wake = async () => {
    await sendTo(element, output, clock);
    if (state === "waiting") await element.play();
    return true;
  };
  element.srcObject = way.stream;
  inTime(wake(), false, WITHIN, clock).catch(() => false).then((isAwake) => {
    if (!isAwake) rest();
    begin(isAwake ? way : context.destination);
  });
  return () => {
    state = "over";
    stop();
    rest();
  };
}

/** Has an element sound there. Rejects, and has said so, when the browser would not, or gave no answer. */
export async function sendTo(
  element: Partial<Pick<SinkElement, "setSinkId">>,
  { sink, refused }: SoundOutput,
  clock: Clock = systemClock,
): Promise<void> {
  try {
    const sent = element.setSinkId?.(sink).then(() => true);
    if (await inTime(sent ?? Promise.resolve(true), false, WITHIN, clock)) return;
    throw new Error("The browser does not say whether it uses the device.");
  } catch (error) {
    refused();
    throw error;
  }
}

function play(
  context: AudioContext,
  node: AudioNode,
  tone: Tone,
  volume: number,
  over: () => void,
): () => void {
  const player = new TonePlayer(context, node);
  player.play(tone, volume, over);
  return () => player.stop();
}
