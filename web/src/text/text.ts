import { en } from "./en.ts";
import { isolating } from "./isolation.ts";
import { localeFor } from "./locale.ts";

/** The words of a catalogue without their exact letters, so that another language fits. */
export type Loose<T> = T extends string ? string
  : T extends (...parts: infer P) => infer R ? (...parts: P) => Loose<R>
  : { readonly [K in keyof T]: Loose<T[K]> };

export type Text = Loose<typeof en>;

/** The catalogue in use; English until another one has come. Times in it follow the browser. */
export let text: Text = withOwnTimes(en);

/** Says this from now on; to be called before anything is drawn. */
export function speak(catalogue: Text): void {
  text = withOwnTimes(catalogue);
}

/** Says these refusals of the server in words, too: those that only what is loaded later can meet. */
export function speakRefusals(codes: Readonly<Record<string, string>>): void {
  text = { ...text, errors: { ...text.errors, codes: { ...text.errors.codes, ...codes } } };
}

function withOwnTimes(catalogue: Text): Text {
  return { ...isolating(catalogue), locale: localeFor(catalogue.locale, navigator.language) };
}
