import { enAccount } from "./en-account.ts";
import { enAdministration } from "./en-administration.ts";
import { enCheck } from "./en-check.ts";
import { enDetails } from "./en-details.ts";
import { enDialogs } from "./en-dialogs.ts";
import { enPaths } from "./en-paths.ts";
import { enReset } from "./en-reset.ts";
import { enSettings } from "./en-settings.ts";
import { isolating } from "./isolation.ts";
import { type Loose, speakOn, type Text, text } from "./text.ts";
import { together } from "./together.ts";

/** The words of what is loaded later. */
export interface LateWords extends Loose<typeof enDialogs> {
  readonly account: Loose<typeof enAccount>;
  readonly administration: Loose<typeof enAdministration>;
  readonly check: Loose<typeof enCheck>;
  readonly details: Loose<typeof enDetails>;
  readonly paths: Loose<typeof enPaths>;
  readonly reset: Loose<typeof enReset>;
  readonly settings: Loose<typeof enSettings>;
}

/** All words, those of what is loaded later as well. */
export type LateText = Text & LateWords;

const EN_LATE: LateWords = {
  account: enAccount,
  administration: enAdministration,
  check: enCheck,
  details: enDetails,
  paths: enPaths,
  reset: enReset,
  settings: enSettings,
  ...enDialogs,
};

/**
 * The catalogue in use, with the words of what is loaded later from the moment on when this module is. What is loaded at first
 * takes `text`: the other words would come with it. They are one, so that parts that were there at first, as a form, are refused
 * in the later words, too.
 */
export const lateText = text as LateText;

// Until they are said in the language that is spoken: what is drawn already does not change for it.
speakOn(together(isolating(EN_LATE), text));

/** Says these from now on; null: those in English. */
export function speakLate(words: LateWords | null): void {
  speakOn(together(text, isolating(words ?? EN_LATE)));
}
