import { onScopeDispose, type ReadonlyRef, watch } from "vue";
import { audioLevel } from "../call/audio-level.ts";
import type { SoundRoom } from "../sounds/sound-room.ts";

const SAMPLES = 512;
/** How much of the last level is left after one frame when it gets quieter. */
const DECAY = 0.88;

/**
 * Tells the level of a stream (0 to 1) once a frame while there is one. It goes straight to the element that
 * shows it: sixty changes a second are none of Vue's business.
 */
export function useLevel(
  stream: ReadonlyRef<MediaStream | null>,
  room: SoundRoom,
  show: (level: number) => void,
): void {
  let stop: () => void = () => {};
  const listen = (heard: MediaStream | null) => {
    stop();
    show(0);
    stop = () => {};
    if (heard === null) return;
    let stopMeter: () => void = () => {};
    const callOff = room.whenUnlocked(() => {
      if (room.context !== null) stopMeter = tryMeter(room.context, heard, show);
    });
    stop = () => {
      callOff();
      stopMeter();
    };
  };
  watch(stream, listen, { immediate: true });
  onScopeDispose(() => stop());
}

/** A browser may refuse to analyse a stream of another sample rate; a call is not worth less without. */
function tryMeter(...parts: Parameters<typeof meter>): () => void {
  try {
    return meter(...parts);
  } catch {
    return () => {};
  }
}

function meter(context: AudioContext, stream: MediaStream, show: (level: number) => void): () => void {
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = SAMPLES;
  source.connect(analyser);
  const samples = new Float32Array(SAMPLES);
  let level = 0;
  let frame = requestAnimationFrame(function tick() {
    level = Math.max(audioLevel(analyser, samples), level * DECAY);
    show(level);
    frame = requestAnimationFrame(tick);
  });
  return () => {
    cancelAnimationFrame(frame);
    source.disconnect();
  };
}
