import { en } from "./en.ts";
import { localeFor } from "./locale.ts";

/** The words of a catalogue without their exact letters, so that another language fits. */
export type Loose<T> = T extends string ? string
  : T extends (...parts: infer P) => infer R ? (...parts: P) => Loose<R>
  : { readonly [K in keyof T]: Loose<T[K]> };

export type Text = Loose<typeof en>;

/** The catalogue in use. Times in it follow the browser. */
export const text: Text = { ...en, locale: localeFor(en.locale, navigator.language) };
