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

/**
 * Sounds a tone until it is over or the returned function is called. Out of a chosen device it comes by an element: not every
 * browser lets an audio context choose (Firefox), and the page's only context serves the ring and the call alike. What a chosen
 * device does not play the system's own does.
 */
export function soundTone(
  context: AudioContext,
  { tone, volume, output }: ToneSound,
  newElement: () => SinkElement = () => new Audio(),
): () => void {
  if (output.sink === SYSTEM_SINK) return play(context, context.destination, tone, volume, () => {});
  const element = newElement();
  const way = context.createMediaStreamDestination();
  let isOver = false;
  let stop = () => {};
  // One that plays on, even without a sound, would keep a headset busy.
  const rest = () => {
    element.pause();
    element.srcObject = null;
  };
  const begin = (node: AudioNode) => {
    if (!isOver) stop = play(context, node, tone, volume, rest);
  };
  element.srcObject = way.stream;
  void sendTo(element, output).then(() => element.play()).then(
    () => begin(way),
    () => begin(context.destination),
  );
  return () => {
    isOver = true;
    stop();
    rest();
  };
}

/** Has an element sound there. Rejects, and has said so, when the browser would not. */
export async function sendTo(
  element: Partial<Pick<SinkElement, "setSinkId">>,
  output: SoundOutput,
): Promise<void> {
  try {
    await element.setSinkId?.(output.sink);
  } catch (error) {
    output.refused();
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
