import { deepEqual, equal } from "node:assert/strict";
import { isolated, isolating } from "../src/text/isolation.ts";
import { ApiError } from "../src/api/api-error.ts";
import { failureWords, toldApart } from "../src/text/words.ts";
import { en } from "../src/text/en.ts";
import { together } from "../src/text/together.ts";

const FATIMA = "فاطمة";
const APART = `\u2068${FATIMA}\u2069`;

Deno.test("a name in another direction is kept apart, and one from left to right stays as it is", () => {
  equal(isolated(FATIMA), APART);
  equal(isolated("דנה"), "\u2068דנה\u2069");
  equal(isolated("Ann 👩‍👧 Ωmega Жанна 花子"), "Ann 👩‍👧 Ωmega Жанна 花子");
});

Deno.test("a name beside which stands how its owner signs in keeps its own direction, in a sentence too", () => {
  equal(toldApart({ id: "1", username: "anna2", name: "Anna" }), "Anna (anna2)");
  const told = toldApart({ id: "1", username: "fatima2", name: FATIMA });
  equal(told, `${APART} (fatima2)`);
  equal(isolating(en).people.call(told), `Call \u2068${APART} (fatima2)\u2069`);
});

Deno.test("what only later parts are refused is said in words as soon as they have theirs", async () => {
  const { text } = await import("../src/text/text.ts");
  const { lateText } = await import("../src/text/late-text.ts");
  equal(lateText.errors.codes.wrong_credentials, text.errors.codes.wrong_credentials);
  const refused = failureWords(new ApiError(422, "username_taken", "taken", "username"), lateText);
  deepEqual(refused, { message: "This name is taken. Choose another one.", field: "username" });
});

Deno.test("what is loaded later stands beside what was there at first, and each is said where the other is asked", async () => {
  const { text } = await import("../src/text/text.ts");
  const { lateText } = await import("../src/text/late-text.ts");
  equal(text, lateText);
  deepEqual([lateText.account.title, lateText.account.nameTitle], ["Account", "Your name"]);
});

Deno.test("two catalogues are put together group by group, and of all else the later one counts", () => {
  const one = { a: { b: "1", c: { d: "1" } }, e: ["1"], f: "1" };
  const other = { a: { c: { g: "2" } }, e: ["2"], h: "2" };
  deepEqual(together(one, other), { a: { b: "1", c: { d: "1", g: "2" } }, e: ["2"], f: "1", h: "2" });
  deepEqual(one.a.c, { d: "1" });
});

Deno.test("lists stay lists, and what is of a class is left as it is", () => {
  const date = new Date(0);
  const words = isolating({ list: [(name: string) => `Ask ${name}.`], date });
  equal(words.list[0]?.(FATIMA), `Ask ${APART}.`);
  equal(words.date, date);
  const given: unknown[] = [];
  isolating({ say: (...all: unknown[]) => given.push(...all) }).say([FATIMA, 1], date);
  deepEqual(given, [[APART, 1], date]);
});

Deno.test("so are all names that a sentence is given, however they come, and nothing else changes", () => {
  const words = isolating(en);
  equal(words.call.peerMuted(FATIMA), `${APART} has muted their microphone`);
  equal(
    words.endings.hung_up({
      name: FATIMA,
      role: "caller",
      by: "peer",
      offline: null,
      unheard: false,
      noPath: null,
    })
      .title,
    `${APART} hung up`,
  );
  equal(words.recents.repeated("Missed call", 3), en.recents.repeated("Missed call", 3));
  deepEqual(words.keys, en.keys);
});
