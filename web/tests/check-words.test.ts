import { equal, match, ok } from "node:assert/strict";
import { type CheckLine, type CheckReport, isOpen, type Summary, summaryOf } from "../src/check/report.ts";
import { lineWords, reportText } from "../src/text/check-words.ts";
import { lateText as text } from "../src/text/late-text.ts";

const LINES: readonly CheckLine[] = [
  { subject: "microphone", verdict: { kind: "failed", reason: "not-allowed" } },
  { subject: "loudspeaker", verdict: { kind: "waiting" } },
  { subject: "server", verdict: { kind: "fine", roundTrip: 12 } },
  { subject: "address", verdict: { kind: "failed", reason: "no-answer" } },
  { subject: "relay-udp", verdict: { kind: "failed", reason: "refused" } },
  { subject: "relay-tcp", verdict: { kind: "fine", took: 1_250, roundTrip: 48 } },
  { subject: "relay-tls", verdict: { kind: "weak", reason: "not-set-up" } },
];

function words(subject: CheckLine["subject"]): string {
  const line = LINES.find((candidate) => candidate.subject === subject);
  ok(line);
  return lineWords(line, "firefox", text);
}

Deno.test("a line says what was found, and what it means", () => {
  equal(words("server"), "It answers within 12 ms.");
  equal(words("relay-tcp"), "It connects in 1.3 sec, and sound is back in 48 ms.");
  match(words("relay-udp"), /^It refuses .* secret .* clock/);
  match(words("relay-tls"), /^Not set up here: calls may fail/);
  match(words("microphone"), /may not use your microphone\. Click the crossed-out microphone/);
});

Deno.test("that a sound was played is no word about whether it was heard", () => {
  const result = reportText([{ subject: "loudspeaker", verdict: { kind: "played" } }], "", "other", text);
  match(result, /^Loudspeaker: Played\. A sound was played\. If you heard none/m);
});

Deno.test("where the server does not say what there is not everything was checked, and something else may be amiss", () => {
  const server: CheckLine = { subject: "server", verdict: { kind: "fine", roundTrip: 30 } };
  const unasked: CheckLine = { subject: "helpers", verdict: { kind: "skipped", reason: "unasked" } };
  equal(summaryOf([server, unasked]), "partial");
  const slow: CheckLine = { subject: "server", verdict: { kind: "weak", reason: "slow", roundTrip: 900 } };
  equal(summaryOf([slow, unasked]), "limited");
});

Deno.test("a microphone can be tried as soon as it is open, and not before", () => {
  equal(isOpen({ kind: "waiting" }), false);
  equal(isOpen({ kind: "weak", reason: "unanswered" }), false);
  equal(isOpen({ kind: "running" }), true);
  equal(isOpen({ kind: "weak", reason: "silent" }), true);
});

Deno.test("each transport says in its own words what is lost without it", () => {
  const missing = (["relay-udp", "relay-tcp", "relay-tls"] as const).map((subject) =>
    lineWords({ subject, verdict: { kind: "weak", reason: "not-set-up" } }, "other", text)
  );
  equal(new Set(missing).size, 3);
});

Deno.test("the result to copy has a line for each thing, and the browser", () => {
  const result = reportText(LINES, "Mozilla/5.0 Firefox/140.0", "firefox", text).split("\n");
  equal(result[0], "Duet: Calls cannot be made from here at the moment");
  equal(result[2], "Loudspeaker: Not checked yet. Play a sound to hear whether it works.");
  equal(result[3], "Server: All right. It answers within 12 ms.");
  equal(result.at(-1), "Mozilla/5.0 Firefox/140.0");
  equal(result.length, LINES.length + 2);
});

for (
  const [what, changed, summary] of [
    ["nothing else", [], "fine"],
    [
      "a relay that does not work",
      [{ subject: "relay-udp", verdict: { kind: "failed", reason: "refused" } }],
      "limited",
    ],
    ["a microphone that is silent", [
      { subject: "microphone", verdict: { kind: "weak", reason: "silent" } },
    ], "limited"],
    ["a microphone that cannot be had", [
      { subject: "microphone", verdict: { kind: "failed", reason: "not-found" } },
    ], "broken"],
    [
      "a server out of reach",
      [{ subject: "server", verdict: { kind: "failed", reason: "unreachable" } }],
      "broken",
    ],
    ["something that is being checked", [{ subject: "address", verdict: { kind: "running" } }], "running"],
    [
      "a microphone in a call",
      [{ subject: "microphone", verdict: { kind: "skipped", reason: "in-call" } }],
      "fine",
    ],
  ] as const satisfies readonly (readonly [string, CheckReport, Summary])[]
) {
  Deno.test(`where all works but ${what}, the whole is ${summary}`, () => {
    const fine = { kind: "fine", took: 80, roundTrip: 30 } as const;
    const report: readonly CheckLine[] = [
      { subject: "microphone", verdict: fine },
      { subject: "loudspeaker", verdict: { kind: "waiting" } },
      { subject: "server", verdict: fine },
      { subject: "address", verdict: fine },
      { subject: "relay-udp", verdict: fine },
    ];
    const find = (line: CheckLine) => changed.find(({ subject }) => subject === line.subject);
    equal(summaryOf(report.map((line) => find(line) ?? line)), summary);
  });
}

Deno.test("an answer takes some time, however fast it is", () => {
  const server: CheckLine = { subject: "server", verdict: { kind: "fine", roundTrip: 0.2 } };
  equal(lineWords(server, "firefox", text), "It answers within 1 ms.");
});
