import { deepEqual, equal } from "node:assert/strict";
import { isolated, isolating } from "../src/text/isolation.ts";
import { ApiError } from "../src/api/api-error.ts";
import { failureWords } from "../src/text/words.ts";
import { en } from "../src/text/en.ts";

const FATIMA = "فاطمة";
const APART = `\u2068${FATIMA}\u2069`;

Deno.test("a name in another direction is kept apart, and one from left to right stays as it is", () => {
  equal(isolated(FATIMA), APART);
  equal(isolated("דנה"), "\u2068דנה\u2069");
  equal(isolated("Ann 👩‍👧 Ωmega Жанна 花子"), "Ann 👩‍👧 Ωmega Жанна 花子");
});

Deno.test("what only later parts are refused is said in words as soon as they have theirs", async () => {
  const { text } = await import("../src/text/text.ts");
  const { lateText } = await import("../src/text/late-text.ts");
  equal(lateText.errors.codes.wrong_credentials, text.errors.codes.wrong_credentials);
  const refused = failureWords(new ApiError(422, "username_taken", "taken", "username"), lateText);
  deepEqual(refused, { message: "This name is taken. Choose another one.", field: "username" });
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
      cause: null,
    })
      .title,
    `${APART} hung up`,
  );
  equal(words.recents.repeated("Missed call", 3), en.recents.repeated("Missed call", 3));
  deepEqual(words.keys, en.keys);
});
