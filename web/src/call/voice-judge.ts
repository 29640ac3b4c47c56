/** What there is to tell people about their own voice. */
export type VoiceHint = "speakingWhileMuted" | "nothingHeard";

/** How often it is looked. Milliseconds. */
export const LOOK_EVERY = 200;

/** Speech at a microphone, and neither typing nor a room that is not quiet. Decibels relative to full scale. */
const SPEECH = -35;
/** Less than half of the smallest step of 16 bits: no room is that quiet, but a microphone that is switched off. */
const NOTHING = -96;

/** Of the last two seconds so much must be speech until somebody is told that they are muted. In looks. */
const HEARD = { of: 10, atLeast: 5 };
/** That is told until they have said nothing for five seconds. In looks. */
const QUIET_FOR = 25;
/** Four seconds without any sound at all. In looks. */
const SILENT_FOR = 20;

/** Where a voice goes at the time of a look. */
export interface VoiceOutlet {
  readonly isMuted: boolean;
  /** Else nobody is there to hear it, and nothing is told of it. */
  readonly isConnected: boolean;
}

/**
 * Says when somebody speaks although they are muted, once each time they are, and when a microphone gives nothing although
 * they are not. A microphone that has given any sound works: many let nothing through while nobody speaks.
 */
export class VoiceJudge {
  /** Which of the last looks have seen speech, the newest last. */
  #looks: boolean[] = [];
  #quietFor = 0;
  #silentFor = 0;
  /** Has this microphone given any sound since it was opened? */
  #hasSounded = false;
  /** What was told of the mute that lasts. */
  #mute: "untold" | "told" | "over" = "untold";

  /** How loud it is, in decibels; null where that cannot be known. */
  take(decibels: number | null, { isMuted, isConnected }: VoiceOutlet): void {
    if (decibels !== null && decibels >= NOTHING) this.#hasSounded = true;
    if (!isMuted) this.#mute = "untold";
    if (decibels === null || !isConnected) this.#interrupt();
    else if (isMuted) this.#takeMuted(decibels > SPEECH);
    else {
      this.#looks = [];
      this.#silentFor += 1;
    }
  }

  get hint(): VoiceHint | null {
    if (this.#mute === "told") return "speakingWhileMuted";
    return !this.#hasSounded && this.#silentFor >= SILENT_FOR ? "nothingHeard" : null;
  }

  /** Another microphone, or none. */
  forget(): void {
    this.#interrupt();
    this.#hasSounded = false;
  }

  #interrupt(): void {
    this.#looks = [];
    this.#silentFor = 0;
    if (this.#mute === "told") this.#mute = "over";
  }

  #takeMuted(isSpeech: boolean): void {
    this.#silentFor = 0;
    this.#looks = [...this.#looks, isSpeech].slice(-HEARD.of);
    this.#quietFor = isSpeech ? 0 : this.#quietFor + 1;
    const heard = this.#looks.filter((isSpeech) => isSpeech).length;
    if (this.#mute === "untold" && heard >= HEARD.atLeast) this.#mute = "told";
    if (this.#mute === "told" && this.#quietFor >= QUIET_FOR) this.#mute = "over";
  }
}
