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

/** Says when somebody speaks although they are muted, and when a microphone gives nothing although they are not. */
export class VoiceJudge {
  /** Which of the last looks have seen speech, the newest last. */
  #looks: boolean[] = [];
  #quietFor = 0;
  #silentFor = 0;
  #speaksWhileMuted = false;

  /** How loud it is, in decibels; null where that cannot be known. */
  take(decibels: number | null, isMuted: boolean): void {
    if (decibels === null) return this.forget();
    if (isMuted) this.#takeMuted(decibels > SPEECH);
    else {
      const silentFor = decibels < NOTHING ? this.#silentFor + 1 : 0;
      this.forget();
      this.#silentFor = silentFor;
    }
  }

  get hint(): VoiceHint | null {
    if (this.#speaksWhileMuted) return "speakingWhileMuted";
    return this.#silentFor >= SILENT_FOR ? "nothingHeard" : null;
  }

  /** Another microphone, or none. */
  forget(): void {
    this.#looks = [];
    this.#quietFor = this.#silentFor = 0;
    this.#speaksWhileMuted = false;
  }

  #takeMuted(isSpeech: boolean): void {
    this.#silentFor = 0;
    this.#looks = [...this.#looks, isSpeech].slice(-HEARD.of);
    this.#quietFor = isSpeech ? 0 : this.#quietFor + 1;
    const heard = this.#looks.filter((isSpeech) => isSpeech).length;
    if (heard >= HEARD.atLeast) this.#speaksWhileMuted = true;
    if (this.#quietFor >= QUIET_FOR) this.#speaksWhileMuted = false;
  }
}
