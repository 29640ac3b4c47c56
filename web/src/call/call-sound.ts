import type { Side } from "./call-model.ts";
import { LevelMeter } from "./level-meter.ts";
import type { MicrophoneState } from "./microphone-state.ts";
import { OwnVoice, type OwnVoiceParts } from "./own-voice.ts";
import { Silence } from "./silence.ts";
import type { VoiceHint } from "./voice-judge.ts";

/** What sounds in a call: the peer's voice, one's own, and silence in its place where there is no microphone. */
export class CallSound {
  readonly #peerMeter: LevelMeter;
  readonly #ownVoice: OwnVoice;
  readonly #silence: Silence;
  #voice: MediaStream | null = null;

  constructor(private readonly parts: OwnVoiceParts) {
    this.#peerMeter = new LevelMeter(parts.audioContext);
    this.#ownVoice = new OwnVoice(parts);
    this.#silence = new Silence(parts.audioContext);
  }

  /** The peer's. */
  get voice(): MediaStream | null {
    return this.#voice;
  }

  get hint(): VoiceHint | null {
    return this.#ownVoice.hint;
  }

  level(side: Side): number {
    return side === "me" ? this.#ownVoice.level : this.#peerMeter.read();
  }

  voiceChanged(stream: MediaStream | null): void {
    this.#voice = stream;
    this.#peerMeter.follow(stream);
    this.parts.changed();
  }

  /** The microphone gives another track, or none. Returns what is to be sent from now on; null for what there is. */
  trackChanged(track: MediaStreamTrack | null, microphone: MicrophoneState): MediaStreamTrack | null {
    this.#ownVoice.follow(track);
    this.parts.audioContext(); // asked for now, it runs by the time that silence may be needed
    return track ?? (microphone.kind === "missing" ? this.#silence.begin() : null);
  }

  trackEnds(): void {
    this.#ownVoice.follow(null);
  }

  microphoneChanged({ kind }: MicrophoneState): void {
    if (kind !== "missing") this.#silence.end();
  }

  close(): void {
    this.#ownVoice.follow(null);
    this.#peerMeter.follow(null);
  }
}
