import { type ReadonlyRef, shallowRef } from "vue";
import type { Clock } from "../call/clock.ts";
import { inTime } from "../call/in-time.ts";
import type { StoredValue } from "../call/stored-value.ts";
import type { LateWords } from "./late-text.ts";
import { ENGLISH, type Language, languageOf, wishedLanguage } from "./languages.ts";
import { speak } from "./text.ts";

/** Longer nobody looks at an empty page. Milliseconds. */
const WITHIN = 4_000;

export interface SpokenLanguageParts {
  /** The code of what was chosen on this device. */
  readonly kept: StoredValue<string>;
  /** What the browser wishes for, the dearest first. */
  readonly wishes: readonly string[];
  readonly clock: Clock;
  readonly warn: (message: string, detail: string) => void;
  /** Told when the page says its words in another language, and at the beginning. */
  readonly changed: (language: Language) => void;
}

/**
 * In which language the page speaks: as was chosen on this device, else as the browser wishes. Where the words cannot be had,
 * because the server is gone or has another page by now, it goes on as before; English is always there.
 */
export class SpokenLanguage {
  readonly #chosen = shallowRef<string | null>(null);
  #spoken: Language = ENGLISH;
  #sayLate: ((words: LateWords | null) => void) | null = null;

  constructor(private readonly parts: SpokenLanguageParts) {
    this.#chosen.value = parts.kept.load();
  }

  /** The code of what was chosen on this device; null: as the browser wishes. */
  get chosen(): ReadonlyRef<string | null> {
    return this.#chosen;
  }

  /** What the browser wishes for. */
  get wished(): Language {
    return wishedLanguage(this.parts.wishes);
  }

  /** What was chosen, or else wished for, also where its words cannot be had. */
  get wanted(): Language {
    return languageOf(this.#chosen.value, this.parts.wishes);
  }

  /** Speaks as is wanted from the first word on; to be waited for before anything is drawn. */
  async begin(): Promise<void> {
    await this.#speak();
    this.parts.changed(this.#spoken);
  }

  /** Null: as the browser wishes. */
  async choose(code: string | null): Promise<void> {
    this.parts.kept.save(code);
    await this.#become(code);
  }

  /** Another tab may have chosen. */
  async follow(): Promise<void> {
    const chosen = this.parts.kept.load();
    if (chosen !== this.#chosen.value || this.wanted !== this.#spoken) await this.#become(chosen);
  }

  /** What is loaded later has come, and says its words by `say`; null is English, which came with it. */
  async joinLate(say: (words: LateWords | null) => void): Promise<void> {
    this.#sayLate = say;
    let language: Language;
    let words: LateWords | null;
    do {
      language = this.#spoken;
      words = await this.#lateWords(language);
    } while (language !== this.#spoken); // another one was chosen meanwhile
    say(words);
  }

  async #become(chosen: string | null): Promise<void> {
    this.#chosen.value = chosen;
    await this.#speak();
    this.parts.changed(this.#spoken);
  }

  async #speak(): Promise<void> {
    const { wanted, parts: { clock, warn } } = this;
    try {
      const late = this.#sayLate === null ? null : wanted.loadLate();
      const words = await inTime(Promise.all([wanted.load(), late]), null, WITHIN, clock);
      if (words === null) throw new Error("They did not come in time.");
      if (wanted !== this.wanted) return; // another one was chosen meanwhile
      this.#spoken = wanted;
      // In one go: what is drawn between the two would miss the later ones.
      speak(words[0]);
      this.#sayLate?.(words[1]);
    } catch (error) {
      warn("The words of a language could not be loaded.", String(error));
    }
  }

  /** Null where they are English, or cannot be had. */
  async #lateWords(language: Language): Promise<LateWords | null> {
    try {
      return await language.loadLate();
    } catch (error) {
      this.parts.warn("The words of a part could not be loaded.", String(error));
      return null;
    }
  }
}
