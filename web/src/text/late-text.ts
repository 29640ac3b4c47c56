import { enAccount } from "./en-account.ts";
import { enCheck } from "./en-check.ts";
import { enDialogs } from "./en-dialogs.ts";
import { enSettings } from "./en-settings.ts";
import { type Loose, type Text, text } from "./text.ts";

/** The words of what is loaded later. */
export interface LateWords extends Loose<typeof enDialogs> {
  readonly account: Loose<typeof enAccount>;
  readonly check: Loose<typeof enCheck>;
  readonly settings: Loose<typeof enSettings>;
}

/** All words, those of what is loaded later as well. */
export type LateText = Text & LateWords;

/** The catalogue in use. What is loaded at first takes `text`: the other words would come with it. */
export let lateText: LateText = all({
  account: enAccount,
  check: enCheck,
  settings: enSettings,
  ...enDialogs,
});

/** Says these from now on; to be called before any of it is drawn. */
export function speakLate(words: LateWords): void {
  lateText = all(words);
}

function all({ account, check, settings, notifications, quiet, person, invite }: LateWords): LateText {
  return {
    ...text,
    account: { ...text.account, ...account },
    check: { ...text.check, ...check },
    settings: { ...text.settings, ...settings },
    notifications: { ...text.notifications, ...notifications },
    quiet: { ...text.quiet, ...quiet },
    person: { ...text.person, ...person },
    invite: { ...text.invite, ...invite },
  };
}
