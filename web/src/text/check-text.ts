import { enCheck } from "./en-check.ts";
import { type Loose, type Text, text } from "./text.ts";

/** All words, those of the check as well. */
export type CheckText = Text & { readonly check: Loose<typeof enCheck> };

/** The catalogue in use. What is loaded at first takes `text`: the words of the check would come with it. */
export const checkText: CheckText = { ...text, check: { ...text.check, ...enCheck } };
