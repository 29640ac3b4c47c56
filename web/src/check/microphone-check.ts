import type { Clock } from "../call/clock.ts";
import { LevelMeter } from "../call/level-meter.ts";
import { type MicrophoneProblem, problemOf } from "../call/microphone-failure.ts";
import type { MicrophoneVerdict } from "./report.ts";

export interface MicrophoneCheckParts {
  /** Throws `MicrophoneFailure`. */
  readonly openMicrophone: () => Promise<MediaStreamTrack>;
  readonly newStream: (track: MediaStreamTrack) => MediaStream;
  /** Null while sound is not allowed. */
  readonly audioContext: () => AudioContext | null;
  readonly clock: Clock;
}

/** Whoever has not spoken by then is told so, and may still. Milliseconds. */
const PATIENCE = 10_000;
const LOOK_EVERY = 100;
/** A room is quieter, and speech louder, on the scale of a meter. */
const SPEECH = 0.3;

/** Opens the microphone, and listens for a voice for as long as it is open. */
export class MicrophoneCheck {
  #track: MediaStreamTrack | null = null;
  #stream: MediaStream | null = null;
  readonly #meter: LevelMeter;
  #cancelPatience: () => void = () => {};
  #cancelLook: () => void = () => {};
  #isLate = false;
  #isDisposed = false;

  constructor(
    private readonly parts: MicrophoneCheckParts,
    private readonly found: (verdict: MicrophoneVerdict) => void,
  ) {
    this.#meter = new LevelMeter(parts.audioContext);
  }

  /** What it hears; null while it is not open. */
  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** From 0 to 1. */
  get level(): number {
    return this.#meter.read();
  }

  async start(): Promise<void> {
    const { clock, openMicrophone } = this.parts;
    this.#cancelPatience = clock.after(PATIENCE, () => {
      this.#isLate = true;
      this.found(this.#unheard());
    });
    try {
      this.#opened(await openMicrophone());
    } catch (error) {
      this.#failed(problemOf(error));
    }
  }

  /** Lets go of the microphone, also of one that is still being opened. */
  dispose(): void {
    this.#isDisposed = true;
    this.#letGo();
  }

  #opened(track: MediaStreamTrack): void {
    if (this.#isDisposed) return track.stop();
    this.#track = track;
    track.onended = () => this.#failed("not-readable"); // unplugged, or taken away
    this.#stream = this.parts.newStream(track);
    this.#meter.follow(this.#stream);
    if (!this.#isLate) this.found({ kind: "running" });
    else if (this.level < SPEECH) this.found(this.#unheard());
    this.#look();
  }

  /** Why no voice has been heard. */
  #unheard(): MicrophoneVerdict {
    const reason = this.#track === null ? "unanswered" : this.#meter.isListening ? "silent" : "unmeasured";
    return { kind: "weak", reason };
  }

  #look(): void {
    if (this.level < SPEECH) {
      this.#cancelLook = this.parts.clock.after(LOOK_EVERY, () => this.#look());
      return;
    }
    this.#cancelPatience();
    this.found({ kind: "fine" });
  }

  #failed(problem: MicrophoneProblem): void {
    if (this.#isDisposed) return;
    this.#letGo();
    this.found({ kind: "failed", reason: problem });
  }

  #letGo(): void {
    this.#cancelPatience();
    this.#cancelLook();
    this.#meter.follow(null);
    this.#track?.stop();
    this.#track = this.#stream = null;
  }
}
