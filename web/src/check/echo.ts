import type { Clock } from "../call/clock.ts";

/** The part of a MediaRecorder that is used. */
export interface RecorderLike {
  ondataavailable: ((event: { readonly data: Blob }) => void) | null;
  start(): void;
  /** Ends in `ondataavailable`. */
  stop(): void;
}

export interface EchoParts {
  /** Throws where a browser cannot record. */
  readonly newRecorder: (stream: MediaStream) => RecorderLike;
  /** Plays a sound and says when it is over, whether it was heard or not. Returns what ends it before. */
  readonly play: (sound: Blob, over: () => void) => () => void;
  readonly clock: Clock;
}

export type EchoState = "ready" | "recording" | "playing" | "failed";

/** Milliseconds. */
const LENGTH = 2_000;

/** Records a moment of what the microphone hears, and plays it. Nothing is kept and nothing leaves the page. */
export class Echo {
  #state: EchoState = "ready";
  #stop: () => void = () => {};

  constructor(private readonly parts: EchoParts, private readonly changed: (state: EchoState) => void) {}

  begin(stream: MediaStream): void {
    if (this.#state === "recording" || this.#state === "playing") return;
    try {
      this.#record(stream);
    } catch {
      this.#becomes("failed");
    }
  }

  stop(): void {
    this.#stop();
    this.#stop = () => {};
  }

  #record(stream: MediaStream): void {
    const recorder = this.parts.newRecorder(stream);
    recorder.start();
    const cancel = this.parts.clock.after(LENGTH, () => recorder.stop());
    recorder.ondataavailable = ({ data }) => {
      recorder.ondataavailable = null;
      cancel(); // the microphone may be gone before its time
      this.#play(data);
    };
    this.#stop = () => {
      cancel();
      if (recorder.ondataavailable === null) return;
      recorder.ondataavailable = null;
      recorder.stop();
    };
    this.#becomes("recording");
  }

  #play(sound: Blob): void {
    this.#becomes("playing");
    this.#stop = this.parts.play(sound, () => this.#becomes("ready"));
  }

  #becomes(state: EchoState): void {
    this.#state = state;
    this.changed(state);
  }
}
