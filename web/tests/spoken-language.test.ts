import { deepEqual, equal } from "node:assert/strict";
import { de } from "../src/text/de.ts";
import { deLate } from "../src/text/de-late.ts";
import { en } from "../src/text/en.ts";
import { lateText, speakLate } from "../src/text/late-text.ts";
import { languageChoice } from "../src/settings/language-choice.ts";
import { LANGUAGES } from "../src/text/languages.ts";
import { SpokenLanguage } from "../src/text/spoken-language.ts";
import { speak, text } from "../src/text/text.ts";
import { computed, effectScope, watch } from "vue";
import { FakeStorage } from "./support/fake-storage.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

/** What German is made of, each of which can be another thing; afterwards the page speaks English again. */
async function inGerman(
  change: Partial<Pick<(typeof LANGUAGES)[number], "load" | "loadLate">>,
  play: () => Promise<void>,
): Promise<void> {
  const german = LANGUAGES.find(({ code }) => code === "de") as {
    -readonly [K in keyof (typeof LANGUAGES)[number]]: (typeof LANGUAGES)[number][K];
  };
  const { load, loadLate } = german;
  Object.assign(german, change);
  try {
    await play();
  } finally {
    Object.assign(german, { load, loadLate });
    speak(en);
    speakLate(null);
  }
}

function device(wishes: readonly string[], storage = new FakeStorage()) {
  const clock = new ManualClock();
  const warnings: string[] = [];
  const told: string[] = [];
  const language = new SpokenLanguage({
    kept: languageChoice(storage),
    wishes,
    clock,
    warn: (message) => warnings.push(message),
    changed: ({ code }) => told.push(code),
  });
  return { clock, warnings, told, language };
}

const ACCEPT = { en: en.call.accept, de: de.call.accept };

Deno.test("the page speaks as the browser wishes", () =>
  inGerman({}, async () => {
    const { language, told, warnings } = device(["de-AT"]);
    await language.begin();
    deepEqual([text.call.accept, told, warnings], [ACCEPT.de, ["de"], []]);
    const english = device(["en-GB"]);
    speak(en);
    await english.language.begin();
    deepEqual([text.call.accept, english.told], [ACCEPT.en, ["en"]]);
  }));

Deno.test("words that cannot be had leave the page in English, which the page is told", () =>
  inGerman({ load: () => Promise.reject(new TypeError("Failed to fetch")) }, async () => {
    const { language, told, warnings } = device(["de"]);
    await language.begin();
    deepEqual([text.call.accept, told, warnings.length], [ACCEPT.en, ["en"], 1]);
    equal(language.wanted.code, "de");
  }));

Deno.test("words that take four seconds leave the page in English, and a moment less does not", async () => {
  for (const [taken, code] of [[4_000, "en"], [3_999, "de"]] as const) {
    const { promise, resolve } = Promise.withResolvers<typeof de>();
    await inGerman({ load: () => promise }, async () => {
      const { language, clock, told } = device(["de"]);
      const begun = language.begin();
      clock.advance(taken);
      resolve(de);
      await begun;
      deepEqual(told, [code]);
    });
  }
});

Deno.test("what is chosen is spoken at once, also by what was drawn or loaded before, and kept", () =>
  inGerman({}, async () => {
    const storage = new FakeStorage();
    const { language, told } = device(["en"], storage);
    await language.begin();
    await language.joinLate(speakLate);
    const drawn = computed(() => [text.call.accept, lateText.settings.language]);
    deepEqual(drawn.value, [ACCEPT.en, "Language"]);
    await language.choose("de");
    deepEqual(drawn.value, [ACCEPT.de, deLate.settings.language]);
    equal(device(["en"], storage).language.wanted.code, "de");
    await language.choose(null);
    deepEqual(drawn.value, [ACCEPT.en, "Language"]);
    deepEqual(told, ["en", "de", "en"]);
  }));

Deno.test("nothing is ever drawn in half of two languages", () =>
  inGerman({}, async () => {
    const { language } = device(["en"]);
    await language.begin();
    await language.joinLate(speakLate);
    const drawn: unknown[] = [];
    const scope = effectScope();
    scope.run(() =>
      watch(() => `${text.call.accept} ${lateText.settings.language}`, (words) => drawn.push(words))
    );
    await language.choose("de");
    await settle();
    await language.choose("en");
    await settle();
    scope.stop();
    deepEqual(drawn, [`${ACCEPT.de} ${deLate.settings.language}`, `${ACCEPT.en} Language`]);
  }));

Deno.test("what is loaded later while another language is chosen comes in that one", () =>
  inGerman({}, async () => {
    const { language } = device(["en"]);
    await language.begin();
    await Promise.all([language.joinLate(speakLate), language.choose("de")]);
    equal(lateText.settings.language, deLate.settings.language);
  }));

Deno.test("what is loaded later comes in the language that is spoken by then, or in English", async () => {
  await inGerman({}, async () => {
    const { language } = device(["de"]);
    await language.begin();
    await language.joinLate(speakLate);
    equal(lateText.settings.language, deLate.settings.language);
  });
  await inGerman({ loadLate: () => Promise.reject(new TypeError("Failed to fetch")) }, async () => {
    const { language, warnings } = device(["de"]);
    await language.begin();
    await language.joinLate(speakLate);
    deepEqual([lateText.settings.language, warnings.length], ["Language", 1]);
  });
});

Deno.test("later words that cannot be had, or not in time, leave all as it was, until they are asked for again", () =>
  inGerman({ loadLate: () => Promise.reject(new TypeError("Failed to fetch")) }, async () => {
    const { language, told, warnings } = device(["en"]);
    await language.begin();
    await language.joinLate(speakLate);
    await language.choose("de");
    deepEqual([text.call.accept, lateText.settings.language, told.at(-1)], [ACCEPT.en, "Language", "en"]);
    equal(warnings.length, 1);
    await inGerman({ loadLate: () => Promise.resolve(deLate) }, async () => {
      await language.follow();
      deepEqual([text.call.accept, lateText.settings.language], [ACCEPT.de, deLate.settings.language]);
    });
  }));

Deno.test("of two choices the last one counts, whichever words come first", async () => {
  const { promise, resolve } = Promise.withResolvers<typeof de>();
  await inGerman({ load: () => promise }, async () => {
    const { language } = device(["en"]);
    await language.begin();
    const german = language.choose("de");
    await language.choose("en");
    resolve(de);
    await german;
    equal(text.call.accept, ACCEPT.en);
  });
});

Deno.test("another tab's choice is followed; where nothing can be kept, one's own choice holds all the same", () =>
  inGerman({}, async () => {
    const storage = new FakeStorage();
    const { language, told } = device(["en"], storage);
    await language.begin();
    await language.follow();
    languageChoice(storage).save("de");
    await language.follow();
    deepEqual(told, ["en", "de"]);

    const forgetful = device(
      ["en"],
      Object.assign(new FakeStorage(), {
        setItem: () => {
          throw new Error("full");
        },
      }),
    );
    await forgetful.language.choose("de");
    deepEqual([forgetful.told, text.call.accept], [["de"], ACCEPT.de]);
  }));
