import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { ApiError, Intercepted } from "../src/api/api-error.ts";
import type { RecentCall } from "../src/api/types.ts";
import type { Role, Side } from "../src/call/call-model.ts";
import { DEVICE_STATES, END_REASONS, ERROR_CODES, type Reach } from "../src/contract.ts";
import type { ReceivedReason } from "../src/decoding/received.ts";
import { en } from "../src/text/en.ts";
import { lateText, speakLate } from "../src/text/late-text.ts";
import { text } from "../src/text/text.ts";
import {
  browserFamily,
  endingWords,
  failureWords,
  initials,
  isMissed,
  recentWords,
  stateWords,
  troubleWords,
} from "../src/text/words.ts";
import { ending } from "./support/endings.ts";
import { bo } from "./support/messages.ts";
import { callView } from "./support/views.ts";

speakLate(null);

function title(reason: ReceivedReason | null, role: Role, by: Side | null): string {
  return endingWords(ending({ reason, role, by }), text).title;
}

const titles: readonly [ReceivedReason | null, Role, Side | null, string][] = [
  ["hung_up", "caller", "me", "You hung up"],
  ["hung_up", "callee", "peer", "Bo hung up"],
  ["hung_up", "callee", null, "The call has ended"],
  ["cancelled", "caller", "me", "You cancelled the call"],
  ["cancelled", "callee", "peer", "Bo cancelled the call"],
  ["declined", "caller", "peer", "Bo declined the call"],
  ["declined", "callee", "me", "You declined the call"],
  ["busy", "caller", null, "Bo is busy"],
  ["no_answer", "caller", null, "No answer"],
  ["no_answer", "callee", null, "You missed a call from Bo"],
  ["answered_elsewhere", "callee", null, "Answered on another device"],
  ["declined_elsewhere", "callee", null, "Declined on another device"],
  ["called_elsewhere", "callee", "peer", "Bo left the call"],
  ["called_elsewhere", "caller", null, "The call has ended"],
  ["connect_failed", "caller", null, "No connection could be made"],
  ["connection_lost", "callee", "peer", "The connection was lost"],
  ["abandoned", "caller", null, "The call has ended"],
  ["microphone_unavailable", "caller", "peer", "Bo’s microphone is not available"],
  ["microphone_unavailable", "callee", "me", "Your microphone is not available"],
  [null, "caller", null, "The call has ended"],
  ["unknown", "caller", "peer", "The call has ended"],
  ["unknown", "callee", null, "The call has ended"],
];

for (const [reason, role, by, expected] of titles) {
  Deno.test(`${reason} as ${role}, by ${by}: ${expected}`, () => equal(title(reason, role, by), expected));
}

Deno.test("every reason has words for both sides, without the code in them", () => {
  for (const reason of END_REASONS) {
    for (const role of ["caller", "callee"] as const) {
      const words = title(reason, role, null);
      ok(words.length > 0);
      ok(!words.includes("_"));
    }
  }
});

Deno.test("a peer without a microphone had loaded the page again", () => {
  const told = ending({ reason: "microphone_unavailable", by: "peer" });
  match(endingWords(told, text).detail ?? "", /loaded again and could not open the microphone/);
});

Deno.test("a connection that was lost says whose side it was, where that is known", () => {
  const detail = (by: "me" | "peer" | null, offline: "me" | "peer" | null) =>
    endingWords(ending({ reason: "connection_lost", by, offline, talked: 1 }), text).detail ?? "";
  match(detail(null, "peer"), /^Bo’s network/);
  match(detail(null, "me"), /^Your network/);
  match(detail("peer", null), /^Bo’s device/);
  match(detail(null, null), /^The sound/);
});

Deno.test("a call that never connected says which of the two was gone, and blames a firewall only if neither was", () => {
  const detail = (offline: "me" | "peer" | null) =>
    endingWords(ending({ role: "callee", reason: "connect_failed", by: "me", offline }), text).detail ?? "";
  match(detail("peer"), /^Bo had left/);
  match(detail("me"), /^Your network/);
  match(detail(null), /firewall/);
});

const causes = [
  [{ kind: "no-relay", relayOnly: false }, /^No relay is set up here, and your two networks allow no direct/],
  [{ kind: "no-relay", relayOnly: true }, /^This call was to go over a relay only, and none is set up here/],
  [{ kind: "no-stun", relayOnly: false }, /^Neither a relay nor a STUN server/],
  [{ kind: "relay-silent", relayOnly: false }, /nothing came through it/],
  [{ kind: "relay-refused", relayOnly: false }, /its secret or its clock/],
  [{ kind: "relay-full", relayOnly: false }, /no room for another call/],
  [{ kind: "relay-unreachable", side: "me", relayOnly: false }, /from your network/],
  [{ kind: "relay-unreachable", side: "me", relayOnly: true }, /was to go over the relay only/],
  [
    { kind: "relay-unreachable", side: "peer", relayOnly: false },
    /^Bo’s device got no address from the relay in time/,
  ],
  [{ kind: "no-network", relayOnly: false }, /^Your browser found no way/],
  [
    { kind: "no-peer-address", relayOnly: false },
    /^Bo’s device has no address .*a relay only .*, or its browser/,
  ],
  [{ kind: "no-encryption", relayOnly: false }, /^A path between the two of you was found/],
  [{ kind: "servers-unknown", relayOnly: false }, /^Your browser could not learn which servers/],
] as const;

for (const [cause, words] of causes) {
  Deno.test(`a call without a path says why: ${Object.values(cause).join(" ")}`, () => {
    const told = ending({ role: "callee", reason: "connect_failed", by: "me", cause });
    match(endingWords(told, lateText).detail ?? "", words);
    match(endingWords(told, text).detail ?? "", words); // what is there from the start says it then, too
    match(endingWords(told, en).detail ?? "", /^No path .* firewall/); // while the words are not here
    match(endingWords({ ...told, offline: "peer" }, lateText).detail ?? "", /^Bo had left/);
  });
}

Deno.test("a device that nothing answered says what the other one may not know", () => {
  for (const reason of ["connection_lost", "connect_failed"] as const) {
    const words = (role: "caller" | "callee", unheard = true) =>
      endingWords(ending({ role, reason, unheard, offline: "me" }), text);
    equal(words("caller").title, "The server could not be reached");
    match(words("caller").detail ?? "", /^Bo may not know that you called/);
    match(words("callee").detail ?? "", /^Bo may not know that you answered/);
    notEqual(words("caller", false).title, "The server could not be reached");
  }
});

Deno.test("the state in plain words", () => {
  const words = DEVICE_STATES.filter((state) => state !== "idle")
    .map((state) => [state, stateWords(callView(state, {}, { role: "caller" }), text)]);
  deepEqual(Object.fromEntries(words), {
    dialing: "Opening your microphone…",
    calling: "Calling Bo…",
    redialing: "Calling Bo…",
    ringing: "Bo is calling",
    answering: "Opening your microphone…",
    accepting: "Connecting…",
    resuming: "Reconnecting…",
    continuing: "Opening your microphone…",
    claiming: "Moving the call here…",
    connecting: "Connecting…",
    connected: "Connected",
    interrupted: "Reconnecting…",
    reconnecting: "Reconnecting…",
  });
  equal(stateWords({ state: "idle", peer: null, ending: null, trouble: null, elsewhere: null }, text), "");
  const told = ending({ reason: "busy" });
  equal(
    stateWords({ state: "idle", peer: bo, ending: told, trouble: null, elsewhere: null }, text),
    "Bo is busy",
  );
});

Deno.test("whoever calls reads how far the call has got", () => {
  const words = (reach: Reach | null) =>
    stateWords(callView("calling", { peerSignaling: reach === "ringing", reach }, { role: "caller" }), text);
  equal(words("ringing"), "Ringing at Bo’s…");
  equal(words("notified"), "Bo’s devices are notified…");
  equal(words("offline"), "Bo is offline");
  equal(words("notifying"), "Calling Bo…");
  equal(words(null), "Calling Bo…");
});

Deno.test("a refused microphone is explained for the browser at hand", () => {
  const trouble = { kind: "microphone", problem: "not-allowed" } as const;
  const said = (["chromium", "firefox", "safari", "other"] as const).map((browser) =>
    troubleWords(trouble, browser, text).detail
  );
  equal(new Set(said).size, 4);
  for (const detail of said) match(detail ?? "", /try again/);
});

Deno.test("browsers are told apart although they pretend to be each other", () => {
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
  const safari =
    "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
  equal(browserFamily(chrome), "chromium");
  equal(browserFamily(safari), "safari");
  equal(browserFamily("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), "firefox");
  equal(browserFamily("curl/8"), "other");
});

Deno.test("every refusal has words, its own or the server's", () => {
  for (const code of ERROR_CODES) {
    const { detail } = troubleWords({ kind: "refused", code, message: "Because." }, "other", text);
    ok((detail ?? "").length > 0);
  }
  equal(
    troubleWords({ kind: "refused", code: "wrong_state", message: "Because." }, "other", text).detail,
    "The server said: Because.",
  );
  deepEqual(troubleWords({ kind: "refused", code: "unknown", message: "Not on Sundays." }, "other", text), {
    title: "The call could not be placed",
    detail: "The server said: Not on Sundays.",
  });
});

Deno.test("a failed request is told by its code, else in the server's words, beside its field", () => {
  deepEqual(failureWords(new ApiError(401, "wrong_credentials", "wrong", "password"), text), {
    message: "Name or password is wrong.",
    field: "password",
  });
  deepEqual(failureWords(new ApiError(500, "toString", "Something new.", null), text), {
    message: "Something new.",
    field: null,
  });
  match(failureWords(new TypeError("Failed to fetch"), text).message, /no answer/);
  match(
    failureWords(new Intercepted("302"), text).message,
    /^Something between you and Duet .*Load the page again/,
  );
});

function recent(call: Partial<RecentCall>): RecentCall {
  return {
    callId: "c",
    peer: bo,
    direction: "incoming",
    reason: "hung_up",
    startedAt: 0,
    answeredAt: null,
    endedAt: 60_000,
    ...call,
  };
}

Deno.test("a call is missed when it came in and nobody answered, but not when it was declined", () => {
  const missed = END_REASONS.filter((reason) => isMissed(recent({ reason })));
  deepEqual(missed, [
    "cancelled",
    "busy",
    "no_answer",
    "connect_failed",
    "connection_lost",
    "abandoned",
    "signed_out",
    "microphone_unavailable",
  ]);
  ok(!isMissed(recent({ reason: "no_answer", direction: "outgoing" })));
  ok(!isMissed(recent({ reason: "connection_lost", answeredAt: 1 })));
});

Deno.test("a call that nobody answered for a reason that is not known is missed", () => {
  ok(isMissed(recent({ reason: "unknown" })));
  ok(!isMissed(recent({ reason: "unknown", answeredAt: 1 })));
  ok(!isMissed(recent({ reason: "unknown", direction: "outgoing" })));
  ok(!isMissed(recent({ reason: "no_answer", direction: "unknown" })));
});

Deno.test("the list says how long a call was, or why there was none", () => {
  const words = (call: Partial<RecentCall>) => recentWords(recent(call), text);
  equal(words({ answeredAt: 0, endedAt: 13 * 60_000 }), "Incoming · 13 min");
  equal(words({ direction: "outgoing", answeredAt: 0, endedAt: 40_000 }), "Outgoing · 40 sec");
  equal(words({ reason: "no_answer" }), "Missed call");
  equal(words({ reason: "no_answer", direction: "outgoing" }), "No answer");
  equal(words({ reason: "busy" }), "Missed, you were busy");
  equal(words({ reason: "connect_failed", answeredAt: 0 }), "Could not connect");
  equal(words({ reason: "connection_lost", answeredAt: 0 }), "Incoming · 1 min · Connection lost");
  equal(words({ reason: null, endedAt: null }), "Incoming");
  equal(words({ reason: "unknown" }), "Incoming");
  equal(words({ reason: "unknown", direction: "outgoing", answeredAt: 0 }), "Outgoing · 1 min");
  equal(words({ reason: "no_answer", direction: "unknown" }), "Call");
  equal(words({ reason: "hung_up", direction: "unknown", answeredAt: 0 }), "Call · 1 min");
});

Deno.test("initials", () => {
  equal(initials("Alice"), "A");
  equal(initials("anna maria berg"), "AB");
  equal(initials("  Émile   Zola "), "ÉZ");
  equal(initials("🦊 Fox"), "🦊F");
  equal(initials("👩‍👩‍👧 Ann"), "👩‍👩‍👧A");
  equal(initials("न्यू कीर्ति"), "न्यूकी");
  equal(initials("e\u0301mile zola"), "E\u0301Z");
  equal(initials(""), "");
  notEqual(initials("ßeta"), "");
});
