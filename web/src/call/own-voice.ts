import type { Clock } from "./clock.ts";
import { LevelMeter } from "./level-meter.ts";
import { LOOK_EVERY, type VoiceHint, VoiceJudge } from "./voice-judge.ts";

export interface OwnVoiceParts {
  readonly audioContext: () => AudioContext | null;
  readonly newStream: (track: MediaStreamTrack) => MediaStream;
  readonly clock: Clock;
  readonly isMuted: () => boolean;
  /** Is there somebody to hear it? */
  readonly isConnected: () => boolean;
  /** Told when there is something else to show. */
  readonly changed: () => void;
}

/**
 * Listens to the microphone of a call for whom it belongs to. It hears a copy of the track, because a track that is muted is
 * silent to everybody; the copy goes nowhere.
 */
export class OwnVoice {
  readonly #meter: LevelMeter;
  readonly #judge = new VoiceJudge();
  #copy: MediaStreamTrack | null = null;
  #cancel: () => void = () => {};

  constructor(private readonly parts: OwnVoiceParts) {
    this.#meter = new LevelMeter(parts.audioContext);
  }

  /** How loud it is that the other side hears, from 0 to 1. */
  get level(): number {
    return this.parts.isMuted() ? 0 : this.#meter.read();
  }

  get hint(): VoiceHint | null {
    return this.#judge.hint;
  }

  /** Listens to this track from now on, or with null to none. */
  follow(track: MediaStreamTrack | null): void {
    this.#cancel();
    this.#copy?.stop();
    this.#copy = track?.clone() ?? null;
    if (this.#copy !== null) this.#copy.enabled = true;
    this.#meter.follow(this.#copy === null ? null : this.parts.newStream(this.#copy));
    this.#note(() => this.#judge.forget());
    if (this.#copy !== null) this.#lookLater();
  }

  #lookLater(): void {
    this.#cancel = this.parts.clock.after(LOOK_EVERY, () => {
      const outlet = { isMuted: this.parts.isMuted(), isConnected: this.parts.isConnected() };
      this.#note(() => this.#judge.take(this.#meter.decibels(), outlet));
      this.#lookLater();
    });
  }

  #note(news: () => void): void {
    const before = this.#judge.hint;
    news();
    if (this.#judge.hint !== before) this.parts.changed();
  }
}
