import { shallowReactive } from "vue";
import { en } from "./en.ts";
import { isolating } from "./isolation.ts";
import { localeFor } from "./locale.ts";

/** The words of a catalogue without their exact letters, so that another language fits. */
export type Loose<T> = T extends string ? string
  : T extends (...parts: infer P) => infer R ? (...parts: P) => Loose<R>
  : { readonly [K in keyof T]: Loose<T[K]> };

export type Text = Loose<typeof en>;

/** The catalogue in use; English until another one has come. Times in it follow the browser. What is drawn follows it. */
export const text: Text = shallowReactive(withOwnTimes(en));

/** Says this from now on. */
export function speak(catalogue: Text): void {
  Object.assign(text, withOwnTimes(catalogue));
}

/** Says all of this from now on: what is said at first, and the words of what is loaded later beside it. */
export function speakOn(all: Text): void {
  Object.assign(text, all);
}

function withOwnTimes(catalogue: Text): Text {
  return { ...isolating(catalogue), locale: localeFor(catalogue.locale, navigator.language) };
}
