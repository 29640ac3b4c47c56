import { enAccount } from "./en-account.ts";
import { enAdministration } from "./en-administration.ts";
import { enCheck } from "./en-check.ts";
import { enReset } from "./en-reset.ts";
import { enSettings } from "./en-settings.ts";
import { type Loose, type Text, text } from "./text.ts";

/** The words of what is loaded later. */
export interface LateWords {
  readonly account: Loose<typeof enAccount>;
  readonly administration: Loose<typeof enAdministration>;
  readonly check: Loose<typeof enCheck>;
  readonly reset: Loose<typeof enReset>;
  readonly settings: Loose<typeof enSettings>;
}

/** All words, those of what is loaded later as well. */
export type LateText = Text & LateWords;

/** The catalogue in use. What is loaded at first takes `text`: the other words would come with it. */
export let lateText: LateText = all({
  account: enAccount,
  administration: enAdministration,
  check: enCheck,
  reset: enReset,
  settings: enSettings,
});

/** Says these from now on; to be called before any of it is drawn. */
export function speakLate(words: LateWords): void {
  lateText = all(words);
}

function all({ account, administration, check, reset, settings }: LateWords): LateText {
  return {
    ...text,
    account: { ...text.account, ...account },
    administration: { ...text.administration, ...administration },
    check: { ...text.check, ...check },
    reset,
    settings: { ...text.settings, ...settings },
  };
}
