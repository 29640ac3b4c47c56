import { ApiError } from "../api/api-error.ts";
import type { PersonalSettings } from "../api/types.ts";
import type { DoNotDisturb } from "../quiet/do-not-disturb.ts";

/** What is asked of the server. */
export interface SettingsServer {
  readonly settings: () => Promise<PersonalSettings>;
  readonly saveSettings: (choice: Pick<PersonalSettings, "alwaysRelay">) => Promise<void>;
  readonly saveDoNotDisturb: (wanted: DoNotDisturb | null) => Promise<void>;
}

export interface SettingsListener {
  readonly changed: () => void;
  /** May the next call use nothing but a relay? */
  readonly relayChosen: (always: boolean) => void;
}

/** What one has chosen for oneself, as far as this page knows. */
export class OwnSettings {
  #known: PersonalSettings | null = null;
  /** Each grows with every choice that is made here. */
  #relayChoices = 0;
  #quietChoices = 0;

  constructor(private readonly server: SettingsServer, private readonly listener: SettingsListener) {}

  /** Null until they have come. */
  get known(): PersonalSettings | null {
    return this.#known;
  }

  /** Throws what the server throws. */
  async load(): Promise<void> {
    const choices = this.#choices;
    const settings = await this.server.settings();
    // An answer from before a choice knows nothing of it.
    if (choices === this.#choices) this.#take(settings);
  }

  /** Throws what the server throws; what holds then is asked for. */
  async chooseRelay(alwaysRelay: boolean): Promise<void> {
    const choice = ++this.#relayChoices;
    try {
      await this.server.saveSettings({ alwaysRelay });
    } catch (error) {
      if (choice === this.#relayChoices) await this.#findOut(error);
      throw error;
    }
    if (choice !== this.#relayChoices) return;
    if (this.#known !== null) this.#take({ ...this.#known, alwaysRelay });
    this.listener.relayChosen(alwaysRelay);
  }

  /** Null: everything may disturb again. Throws what the server throws; what holds then is asked for. */
  async chooseDoNotDisturb(doNotDisturb: DoNotDisturb | null): Promise<void> {
    const choice = ++this.#quietChoices;
    try {
      await this.server.saveDoNotDisturb(doNotDisturb);
    } catch (error) {
      // The answer may have been lost; where none comes now either, what was known stays.
      if (choice === this.#quietChoices) await this.load().catch(() => {});
      throw error;
    }
    if (choice === this.#quietChoices && this.#known !== null) this.#take({ ...this.#known, doNotDisturb });
  }

  get #choices(): number {
    return this.#relayChoices + this.#quietChoices;
  }

  /** A choice whose answer was lost may have been kept: until the server says what holds nobody's address is shown. */
  async #findOut(error: unknown): Promise<void> {
    const choices = this.#choices;
    if (!(error instanceof ApiError)) this.listener.relayChosen(true);
    const found = await this.server.settings().catch(() => null);
    if (found === null || choices !== this.#choices) return;
    this.#take(found);
    this.listener.relayChosen(isRelayOnly(found));
  }

  #take(settings: PersonalSettings): void {
    this.#known = settings;
    this.listener.changed();
  }
}

/** By one's own choice, or the server's for everybody. */
export function isRelayOnly({ alwaysRelay, relay }: PersonalSettings): boolean {
  return alwaysRelay || relay === "always";
}
