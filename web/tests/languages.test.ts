import { deepEqual, equal, ok } from "node:assert/strict";
import { ApiError } from "../src/api/api-error.ts";
import { deLate } from "../src/text/de-late.ts";
import { deNotice } from "../src/text/de-notice.ts";
import { de } from "../src/text/de.ts";
import { enAccount } from "../src/text/en-account.ts";
import { enAdministration } from "../src/text/en-administration.ts";
import { enCheck } from "../src/text/en-check.ts";
import { enDetails } from "../src/text/en-details.ts";
import { enDialogs } from "../src/text/en-dialogs.ts";
import { enNotice } from "../src/text/en-notice.ts";
import { enPaths } from "../src/text/en-paths.ts";
import { enReset } from "../src/text/en-reset.ts";
import { enSettings } from "../src/text/en-settings.ts";
import { en } from "../src/text/en.ts";
import { languageOf, LANGUAGES, wishedLanguage } from "../src/text/languages.ts";
import type { PathCause } from "../src/call/path-findings.ts";
import type { Who } from "../src/text/roles.ts";
import { languageChoice } from "../src/settings/language-choice.ts";
import { failureWords } from "../src/text/words.ts";
import { noticeText, speakNotices } from "../src/text/notice-text.ts";
import { FakeStorage } from "./support/fake-storage.ts";

/** Every sentence of a catalogue, by its path; what depends on names and numbers is asked with some that stand out. */
function sentences(catalogue: unknown, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  const add = (value: unknown, at: string) => {
    if (typeof value === "string") found.set(at, value);
    else if (typeof value === "function") {
      for (const [kind, asked] of asks(value.length)) {
        // What speaks of an ending is asked with no number.
        if (/^\d/.test(kind) && /^endings/.test(at)) continue;
        // What says why there was no path, with causes only.
        if (/^paths/.test(at) !== kind.includes("{")) continue;
        add(value(...asked), `${at}(${kind})`);
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) add(inner, at === "" ? key : `${at}.${key}`);
    }
  };
  add(catalogue, path);
  return found;
}

const NAME = "Xenia";

const CAUSES: readonly PathCause[] = [true, false].flatMap((relayOnly) => [
  ...(["no-encryption", "servers-unknown", "no-relay", "no-stun", "relay-silent", "no-network"] as const)
    .map((kind) => ({ kind, relayOnly })),
  ...(["no-peer-address", "relay-refused", "relay-full"] as const).map((kind) => ({ kind, relayOnly })),
  ...(["me", "peer"] as const).map((side) => ({ kind: "relay-unreachable" as const, side, relayOnly })),
]);

/** Something that stands for a name, a count and a who at once; with each role and each who of an ending. */
function asks(count: number): [string, unknown[]][] {
  const numbers: [string, unknown[]][] = [1, 2].map((number) => [`${number}`, Array(count).fill(number)]);
  const ofWho = (
    { role, by, unheard, cause }: Pick<Who, "role" | "by" | "unheard"> & { cause: PathCause | null },
  ): [string, unknown[]] => {
    const said = Object.assign(new String(NAME), {
      name: NAME,
      role,
      by,
      offline: by,
      unheard,
      noPath: null,
      cause,
    });
    return [`${role} ${by} ${unheard} ${JSON.stringify(cause)}`, Array(count).fill(said)];
  };
  const sides = (["caller", "callee"] as const).flatMap((role) =>
    (["me", "peer", null] as const).flatMap((by) =>
      [true, false].map((unheard) => ofWho({ role, by, unheard, cause: null }))
    )
  );
  const causes = CAUSES.map((cause) => ofWho({ role: "caller", by: null, unheard: false, cause }));
  return [...numbers, ...sides, ...causes];
}

const PAIRS: readonly [string, unknown, unknown][] = [
  ["what is seen at first", en, de],
  ["what is loaded later", {
    account: enAccount,
    administration: enAdministration,
    check: enCheck,
    details: enDetails,
    paths: enPaths,
    reset: enReset,
    settings: enSettings,
    ...enDialogs,
  }, deLate],
  ["notifications", enNotice, deNotice],
];

/** What is the same in both. */
const SHARED =
  /^(?:locale|language|app\.name|people\.(?:online|offline)|signIn\.name|welcome\.name|keys\..*|check\.subjects\..*|details\.(?:server|by|lines\.searched\.servers\.stun).*|recents\.repeated.*)$/;

for (const [what, english, german] of PAIRS) {
  Deno.test(`German says all that English does: ${what}`, () => {
    const [own, others] = [sentences(english), sentences(german)];
    deepEqual([...others.keys()].sort(), [...own.keys()].sort());
    for (const [path, sentence] of others) {
      ok(sentence.trim() !== "" || own.get(path) === "", path);
      const original = own.get(path) ?? "";
      if (!SHARED.test(path) && !/^\W*Xenia\W*$/.test(original)) {
        ok(sentence !== original, `${path} is not translated: ${sentence}`);
      }
      equal(sentence.includes(NAME), original.includes(NAME), `${path}: ${sentence}`);
    }
  });
}

Deno.test("each refusal about an account has words of the page's own", async () => {
  const source = await Deno.readTextFile(
    new URL("../../Sources/Accounts/AccountError.swift", import.meta.url),
  );
  const codes = [...source.matchAll(/^ {4}case \w+ = "(\w+)"$/gm)].map(([, code]) => code ?? "");
  ok(codes.includes("own_account"));
  for (const [first, late] of [[en, { reset: enReset, ...enDialogs }], [de, deLate]] as const) {
    const known = {
      ...first.errors.codes,
      ...late.errors.codes,
      ...late.welcome.badLink,
      ...late.reset.badLink,
    };
    const without = codes.filter((code) => !Object.hasOwn(known, code));
    deepEqual(without, ["self_block"]); // no page lets one ask for that
  }
});

Deno.test("each refusal that a person can bring about has words of the page's own, in every language", async () => {
  const source = await Deno.readTextFile(new URL("../../Sources/DuetServer/APIError.swift", import.meta.url));
  const codes = new Set([...source.matchAll(/code: "([a-z_]+)"/g)].map(([, code]) => code ?? ""));
  // Those that only another program than the page can bring about are told in the server's words.
  const ofPrograms = ["not_found", "unreadable", "not_acceptable", "invalid_until", "method_not_allowed"];
  for (const { errors } of [en, de]) {
    deepEqual([...codes].filter((code) => !Object.hasOwn(errors.codes, code)), ofPrograms);
  }
  const unknown = new ApiError(502, "http_502", "Bad Gateway", null);
  equal(failureWords(unknown, en).message, "Bad Gateway");
  equal(failureWords(unknown, de).message, "Der Server sagt auf Englisch: Bad Gateway");
});

Deno.test("the first wish of a browser that can be met counts, and English where none can be", () => {
  equal(wishedLanguage(["de-AT", "en"]).code, "de");
  equal(wishedLanguage(["fr", "en-GB", "de"]).code, "en");
  equal(wishedLanguage(["DE"]).code, "de");
  equal(wishedLanguage(["fr"]).code, "en");
  equal(wishedLanguage([]).code, "en");
  equal(wishedLanguage(["den"]).code, "en"); // Slavey is no German
});

Deno.test("what was chosen on a device comes before what its browser wishes, and what is none of ours is no choice", () => {
  const storage = new FakeStorage();
  const choice = languageChoice(storage);
  equal(languageOf(choice.load(), ["de"]).code, "de");
  choice.save("en");
  equal(languageOf(languageChoice(storage).load(), ["de"]).code, "en");
  choice.save("fr");
  equal(languageOf(choice.load(), ["de"]).code, "de");
  choice.save(null);
  equal(languageOf(choice.load(), ["de"]).code, "de");
});

Deno.test("notifications speak each language, and English where it is none of ours", () => {
  for (const { code } of LANGUAGES) {
    speakNotices(code);
    equal(noticeText.language, code);
  }
  for (const none of [null, "fr", "constructor"]) {
    speakNotices(none);
    equal(noticeText.language, "en");
  }
});

Deno.test("each language loads its words", async () => {
  for (const language of LANGUAGES) {
    equal((await language.load()).locale, language.code);
    const late = await language.loadLate();
    equal(late === null, language.code === "en");
  }
});
