import type { SoundOutput } from "../../src/sounds/sound-tone.ts";

class FakeOscillator {
  readonly frequency = { value: 0 };
  begin = 0;
  end = Infinity;
  onended: (() => void) | null = null;

  constructor(private readonly playing: Set<FakeOscillator>) {}

  connect(): void {}
  start(begin: number): void {
    this.begin = begin;
    this.playing.add(this);
  }
  stop(end?: number): void {
    if (end === undefined) this.playing.delete(this);
    else this.end = end;
  }
}

/** The output that the system has for everything. */
export const SYSTEM_OUTPUT: SoundOutput = { sink: "", refused: () => {} };

/** An audio context whose time stands still until a test moves it; only what tones use. */
export class FakeAudio {
  #time = 0;
  /** Oscillators there have ever been. */
  made = 0;
  readonly #playing = new Set<FakeOscillator>();
  readonly context: AudioContext;
  /** The system's own output. */
  readonly destination = {};
  /** What a way out by an element carries. */
  readonly stream = {};
  /** What was led where. */
  readonly connected: { readonly node: { readonly gain: { value: number } }; readonly to: unknown }[] = [];

  constructor() {
    const time = () => this.#time;
    const ramp = () => {};
    const gain = {
      value: 1,
      setValueAtTime: ramp,
      linearRampToValueAtTime: ramp,
      exponentialRampToValueAtTime: ramp,
    };
    this.context = {
      destination: this.destination,
      get currentTime() {
        return time();
      },
      createGain: () => {
        const node = {
          gain: { ...gain },
          connect: (to: unknown) => this.connected.push({ node, to }),
          disconnect: () => {},
        };
        return node;
      },
      createMediaStreamDestination: () => ({ stream: this.stream }),
      createOscillator: () => {
        this.made += 1;
        return new FakeOscillator(this.#playing);
      },
    } as unknown as AudioContext; // only what is used of it
  }

  /** Oscillators that sound or are going to. */
  get sounding(): number {
    return this.#playing.size;
  }

  startsBetween(from: number, to: number): number {
    return [...this.#playing].filter(({ begin }) => begin >= from && begin < to).length;
  }

  /** A page that sleeps hears only at the end of it what has ended meanwhile. */
  advance(seconds: number, { reportAtTheEnd = false } = {}): void {
    const until = this.#time + seconds;
    if (reportAtTheEnd) this.#time = until;
    for (let next = this.#endingBefore(until); next !== undefined; next = this.#endingBefore(until)) {
      this.#time = Math.max(this.#time, next.end);
      this.#playing.delete(next);
      next.onended?.();
    }
    this.#time = until;
  }

  #endingBefore(time: number): FakeOscillator | undefined {
    return [...this.#playing].filter(({ end }) => end <= time).sort((a, b) => a.end - b.end)[0];
  }
}
