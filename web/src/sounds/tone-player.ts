import type { Note, Tone } from "./tones.ts";

/** Seconds over which a signal comes and goes, so that it does not click. */
const EDGE = 0.015;

/**
 * So many cycles are scheduled in advance. The end of each, which the sound itself reports, brings one more:
 * no timer has to, for those are late in a hidden page.
 */
const AHEAD = 3;

/** Plays one tone at a time on an audio context that a gesture has unlocked. */
export class TonePlayer {
  #stop: () => void = () => {};

  /** `node` is where it goes. */
  constructor(private readonly context: AudioContext, private readonly node: AudioNode) {}

  /** `volume` from 0 to 1: how much of the tone's own is heard. `over` is called when it has ended by itself. */
  play({ notes, cycle, times }: Tone, volume: number, over: () => void): void {
    this.stop();
    const output = this.context.createGain();
    output.gain.value = volume;
    output.connect(this.node);
    const sounding = new Set<OscillatorNode>();
    let next = 0;
    let turns = 0;
    const takeTurn = () => {
      if (turns === times) return;
      turns += 1;
      const from = Math.max(next, this.context.currentTime + EDGE);
      next = from + cycle;
      const sources = notes.flatMap((note) => this.#schedule(note, from, output));
      for (const source of sources) {
        sounding.add(source);
        source.onended = () => {
          sounding.delete(source);
          if (source === sources[0]) takeTurn();
          if (sounding.size === 0) over();
        };
      }
    };
    for (let turn = 0; turn < AHEAD; turn += 1) takeTurn();
    this.#stop = () => {
      for (const source of sounding) {
        source.onended = null;
        source.stop();
      }
      output.disconnect();
    };
  }

  stop(): void {
    this.#stop();
    this.#stop = () => {};
  }

  #schedule({ at, length, pitches, volume, shape }: Note, from: number, output: AudioNode): OscillatorNode[] {
    const begin = from + at;
    const end = begin + length;
    const envelope = this.context.createGain();
    envelope.connect(output);
    envelope.gain.setValueAtTime(0, begin);
    envelope.gain.linearRampToValueAtTime(volume, begin + EDGE);
    if (shape === "bell") {
      envelope.gain.exponentialRampToValueAtTime(volume / 1000, end);
    } else {
      envelope.gain.setValueAtTime(volume, end - EDGE);
      envelope.gain.linearRampToValueAtTime(0, end);
    }
    return pitches.map((pitch) => {
      const oscillator = this.context.createOscillator();
      oscillator.frequency.value = pitch;
      oscillator.connect(envelope);
      oscillator.start(begin);
      oscillator.stop(end);
      return oscillator;
    });
  }
}
