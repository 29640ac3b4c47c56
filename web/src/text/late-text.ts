import { enCheck } from "./en-check.ts";
import { enSettings } from "./en-settings.ts";
import { type Loose, type Text, text } from "./text.ts";

/** All words, those of what is loaded later as well. */
export type LateText = Text & {
  readonly check: Loose<typeof enCheck>;
  readonly settings: Loose<typeof enSettings>;
};

/** The catalogue in use. What is loaded at first takes `text`: the other words would come with it. */
export const lateText: LateText = {
  ...text,
  check: { ...text.check, ...enCheck },
  settings: { ...text.settings, ...enSettings },
};
