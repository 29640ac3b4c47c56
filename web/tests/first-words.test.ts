import { deepEqual, equal } from "node:assert/strict";
import { de } from "../src/text/de.ts";
import { en } from "../src/text/en.ts";
import { speakFirst } from "../src/text/first-words.ts";
import { ENGLISH, type Language } from "../src/text/languages.ts";
import { speak, type Text, text } from "../src/text/text.ts";
import { ManualClock } from "./support/manual-clock.ts";

/** A language whose words come as `load` has it. */
function german(load: () => Promise<Text>): Language {
  return { code: "de", name: "Deutsch", load, loadLate: () => Promise.resolve(null) };
}

async function spoken(wanted: Language, clock = new ManualClock(), during: () => void = () => {}) {
  const warnings: string[] = [];
  try {
    const done = speakFirst(wanted, clock, (message) => warnings.push(message));
    during();
    return { code: (await done).code, accept: text.call.accept, warnings: warnings.length };
  } finally {
    speak(en);
  }
}

Deno.test("the page speaks the language that is wanted", async () => {
  const found = await spoken(german(() => Promise.resolve(de)));
  deepEqual(found, { code: "de", accept: de.call.accept, warnings: 0 });
  deepEqual(await spoken(ENGLISH), { code: "en", accept: en.call.accept, warnings: 0 });
});

Deno.test("words that cannot be had leave the page in English", async () => {
  const found = await spoken(german(() => Promise.reject(new TypeError("Failed to fetch"))));
  deepEqual(found, { code: "en", accept: en.call.accept, warnings: 1 });
});

Deno.test("words that take four seconds leave the page in English", async () => {
  const clock = new ManualClock();
  const found = await spoken(german(() => new Promise(() => {})), clock, () => clock.advance(4_000));
  deepEqual(found, { code: "en", accept: en.call.accept, warnings: 1 });
});

Deno.test("words that come a moment before are spoken", async () => {
  const clock = new ManualClock();
  const { promise, resolve } = Promise.withResolvers<Text>();
  const found = await spoken(german(() => promise), clock, () => {
    clock.advance(3_999);
    resolve(de);
  });
  equal(found.code, "de");
});
