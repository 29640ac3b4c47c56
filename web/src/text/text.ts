import { en } from "./en.ts";
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

function withOwnTimes(catalogue: Text): Text {
  return { ...catalogue, locale: localeFor(catalogue.locale, navigator.language) };
}
