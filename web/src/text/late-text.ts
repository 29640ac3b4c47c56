import { enAccount } from "./en-account.ts";
import { enAdministration } from "./en-administration.ts";
import { enCheck } from "./en-check.ts";
import { enDetails } from "./en-details.ts";
import { enDialogs } from "./en-dialogs.ts";
import { enReset } from "./en-reset.ts";
import { enSettings } from "./en-settings.ts";
import { isolating } from "./isolation.ts";
import { type Loose, speakRefusals, type Text, text } from "./text.ts";

/** The words of what is loaded later. */
export interface LateWords extends Loose<typeof enDialogs> {
  readonly account: Loose<typeof enAccount>;
  readonly administration: Loose<typeof enAdministration>;
  readonly check: Loose<typeof enCheck>;
  readonly details: Loose<typeof enDetails>;
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
  details: enDetails,
  reset: enReset,
  settings: enSettings,
  ...enDialogs,
});

/** Says these from now on; to be called before any of it is drawn. */
export function speakLate(words: LateWords): void {
  lateText = all(words);
}

/** What is said of a thing at first, and what is said of it later. */
function all(late: LateWords): LateText {
  speakRefusals(late.refusals);
  const first: Readonly<Record<string, object>> = { ...text } as never; // what later words share a name with is an object
  const words = Object.entries(isolating(late)).map(([about, more]) => [about, { ...first[about], ...more }]);
  return { ...text, ...Object.fromEntries(words) };
}
