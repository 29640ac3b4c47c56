import { audioLevel, loudness } from "./audio-level.ts";

/** Enough for the level of speech, and little enough to follow it. */
const SAMPLES = 512;

interface Listening {
  readonly source: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
  readonly samples: Float32Array<ArrayBuffer>;
}

/** How loud a stream is, whenever somebody asks. Nothing is set up before. */
export class LevelMeter {
  #stream: MediaStream | null = null;
  #listening: Listening | null = null;
  /** A browser may refuse to analyse a stream of another sample rate; a call is not worth less without. */
  #isRefused = false;

  /** Null while sound is not allowed. */
  constructor(private readonly audioContext: () => AudioContext | null) {}

  /** Listens to this stream from now on, or to none. */
  follow(stream: MediaStream | null): void {
    if (stream === this.#stream) return;
    this.#listening?.source.disconnect();
    this.#listening = null;
    this.#isRefused = false;
    this.#stream = stream;
  }

  /** Is what was read last what is to be heard? Else it could not be listened to. */
  get isListening(): boolean {
    return this.#listening !== null;
  }

  /** From 0 (silence, or nothing to hear) to 1 (loud speech). */
  read(): number {
    return audioLevel(this.decibels() ?? -Infinity);
  }

  /** In decibels relative to full scale, -Infinity for no sound at all; null where it cannot be listened to. */
  decibels(): number | null {
    if (this.#stream === null || this.#isRefused) return null;
    const context = this.audioContext();
    if (context === null) return null;
    try {
      this.#listening ??= listen(context, this.#stream);
    } catch {
      this.#isRefused = true;
      return null;
    }
    return loudness(this.#listening.analyser, this.#listening.samples);
  }
}

function listen(context: AudioContext, stream: MediaStream): Listening {
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = SAMPLES;
  source.connect(analyser);
  return { source, analyser, samples: new Float32Array(SAMPLES) };
}
