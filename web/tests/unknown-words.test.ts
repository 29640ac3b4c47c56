import { deepEqual, equal, match, ok } from "node:assert/strict";
import { DuetApi } from "../src/api/duet-api.ts";
import { invite, lookAtInvitation } from "../src/api/invitations.ts";
import { createPhone, type Phone } from "../src/call/phone.ts";
import { decodeServerMessage } from "../src/call/decode.ts";
import { toneOf } from "../src/sounds/tone-of.ts";
import { text } from "../src/text/text.ts";
import { failureWords, isMissed, recentWords, stateWords } from "../src/text/words.ts";
import { FakeBrowser } from "./support/fake-browser.ts";
import { settle } from "./support/manual-clock.ts";
import { ready, snapshot } from "./support/messages.ts";

// A page stays open while its server becomes a newer one. What that may say one day is written here as it would come.

const bo = '{"id":"bo-id","username":"bo","name":"Bo"}';

/** What the server says, with a payload as it comes. */
function frame(type: string, payload: string, from = "server"): string {
  return `{"type":"${type}","from_user_id":"${from}","to_user_id":"alice-id","payload":${payload}}`;
}

const RINGS = frame(
  "call:incoming",
  `{"call_id":"c","caller":${bo},"expires_at":"2030-01-01T00:00:45.000Z"}`,
);

function payloadOf(data: string): unknown {
  const decoded = decodeServerMessage(data);
  ok(decoded.ok, "was not taken for a message");
  return decoded.message.payload;
}

const heard: readonly [what: string, data: string, payload: object][] = [
  [
    "an end for a new reason",
    frame("call:end", '{"call_id":"c","reason":"transferred"}'),
    { call_id: "c", reason: "unknown" },
  ],
  [
    "an end for a reason of the prototype",
    frame("call:end", '{"call_id":"c","reason":"toString"}'),
    { call_id: "c", reason: "unknown" },
  ],
  [
    "an end for an empty reason",
    frame("call:end", '{"call_id":"c","reason":""}'),
    { call_id: "c", reason: "unknown" },
  ],
  [
    "a rejection for a new reason",
    frame("call:reject", '{"call_id":"c","reason":"do_not_disturb","until":"tomorrow"}'),
    { call_id: "c", reason: "unknown" },
  ],
  [
    "a refusal with a new code",
    frame("session:error", '{"code":"quota_used_up","message":"No.","type":null,"call_id":null,"retry":7}'),
    { code: "unknown", message: "No.", type: null, call_id: null },
  ],
  [
    "a snapshot in a new state",
    frame("session:call", JSON.stringify({ call: { ...snapshot(), state: "on-hold" } })),
    { call: "unknown" },
  ],
  [
    "a snapshot in a new role",
    frame("session:call", JSON.stringify({ call: { ...snapshot(), role: "listener" } })),
    { call: "unknown" },
  ],
  [
    "a snapshot in a new state, of another shape",
    frame("session:call", '{"call":{"call_id":"c","state":"conference","role":"speaker","peers":[]}}'),
    { call: "unknown" },
  ],
  [
    "a change of something new",
    frame("session:changed", '{"what":"portrait"}'),
    { what: "unknown" },
  ],
  [
    "a new kind of presence beside who came and went",
    frame("session:presence", '{"sequence":7,"online":["bo-id"],"offline":[],"reload":false,"away":["x"]}'),
    { sequence: 7, online: ["bo-id"], offline: [], reload: false },
  ],
];

for (const [what, data, payload] of heard) {
  Deno.test(`${what} is heard`, () => deepEqual(payloadOf(data), payload));
}

Deno.test("a session begins, whatever has become of the call meanwhile", () => {
  const message = JSON.stringify(ready(snapshot())).replace('"in-call"', '"on-hold"');
  deepEqual(payloadOf(message), { ...ready().payload, call: "unknown" });
});

interface Situation {
  readonly browser: FakeBrowser;
  readonly phone: Phone;
}

async function signedIn(browser = new FakeBrowser()): Promise<Situation> {
  const phone = createPhone(browser.options);
  await settle();
  browser.says(ready());
  return { browser, phone };
}

async function ringing(): Promise<Situation> {
  const { browser, phone } = await signedIn();
  browser.hears(RINGS);
  return { browser, phone };
}

async function answered(): Promise<Situation> {
  const { browser, phone } = await ringing();
  phone.answer();
  await settle();
  return { browser, phone };
}

async function talking(): Promise<Situation> {
  const { browser, phone } = await answered();
  browser.hears(frame("call:offer", '{"call_id":"c","sdp":"v=0"}', "bo-id"));
  await settle();
  browser.connection.becomes("connected");
  browser.takeSent();
  return { browser, phone };
}

/** Alice calls Bo; the call is called "id-2". */
async function calling(): Promise<Situation> {
  const { browser, phone } = await signedIn();
  phone.call({ id: "bo-id", username: "bo", name: "Bo" });
  await settle();
  const { call } = phone.state;
  ok(call.state === "calling");
  equal(call.call.callId, "id-2");
  return { browser, phone };
}

/** Of calls that are called "c", except for the one that Alice has placed. */
const endings: readonly [what: string, from: () => Promise<Situation>, state: string, data: string][] = [
  ["an end while it rings", ringing, "ringing", frame("call:end", '{"call_id":"c","reason":"transferred"}')],
  [
    "an end while accepting",
    answered,
    "accepting",
    frame("call:end", '{"call_id":"c","reason":"transferred"}'),
  ],
  ["an end", talking, "connected", frame("call:end", '{"call_id":"c","reason":"transferred"}', "bo-id")],
  [
    "an end while calling",
    calling,
    "calling",
    frame("call:end", '{"call_id":"id-2","reason":"transferred"}'),
  ],
  [
    "a rejection",
    calling,
    "calling",
    frame("call:reject", '{"call_id":"id-2","reason":"do_not_disturb"}', "bo-id"),
  ],
];

for (const [what, from, state, data] of endings) {
  Deno.test(`${what} for a new reason ends the call, which is told in general`, async () => {
    const { browser, phone } = await from();
    equal(phone.state.call.state, state);
    browser.hears(data);
    await settle();
    const { call } = phone.state;
    ok(call.state === "idle");
    equal(call.ending?.reason, "unknown");
    equal(stateWords(call, text), "The call has ended");
    equal(toneOf(call), "ended");
    deepEqual(browser.desk.open, []);
    deepEqual(browser.warnings, []);
    deepEqual(browser.asked.filter((url) => url.includes("/api/calls/")), []);
  });
}

for (
  const [which, payload] of [
    [
      "that names the call",
      '{"code":"quota_used_up","message":"Not today.","type":"call:initiate","call_id":"id-2"}',
    ],
    ["of something unread", '{"code":"quota_used_up","message":"Not today.","type":null,"call_id":null}'],
  ] as const
) {
  Deno.test(`a refusal with a new code ${which} is shown in the server's words`, async () => {
    const { browser, phone } = await calling();
    browser.hears(frame("session:error", payload));
    const { call } = phone.state;
    ok(call.state === "idle");
    deepEqual(call.trouble, { kind: "refused", code: "unknown", message: "Not today." });
    await settle();
    deepEqual(browser.desk.open, []);
  });
}

Deno.test("a refusal with a new code of something else than the call leaves the call", async () => {
  const { browser, phone } = await calling();
  browser.hears(
    frame("session:error", '{"code":"quota_used_up","message":"No.","type":"session:ping","call_id":null}'),
  );
  browser.hears(
    frame("session:error", '{"code":"quota_used_up","message":"No.","type":"call:end","call_id":"id-0"}'),
  );
  equal(phone.state.call.state, "calling");
  equal(browser.warnings.length, 2);
});

Deno.test("a refusal with a new code that no call waits for is warned of, and the call goes on", async () => {
  const { browser, phone } = await talking();
  browser.hears(
    frame(
      "session:error",
      '{"code":"quota_used_up","message":"Not today.","type":"session:ping","call_id":null}',
    ),
  );
  equal(phone.state.call.state, "connected");
  equal(browser.warnings.length, 1);
  match(browser.warnings[0] ?? "", /Not today\.$/);
});

Deno.test("a snapshot in a new state leaves a call as it is, and the next one counts", async () => {
  const { browser, phone } = await talking();
  const known = snapshot({ call_id: "c", role: "callee", peer_signaling: false });
  browser.hears(frame("session:call", JSON.stringify({ call: known })));
  browser.hears(frame("session:call", JSON.stringify({ call: { ...known, state: "on-hold" } })));
  const { call } = phone.state;
  ok(call.state === "connected");
  equal(call.peerSignaling, false);
  deepEqual(browser.takeSent(), []);
  browser.hears(frame("session:call", '{"call":null}'));
  equal(phone.state.call.state, "idle");
});

Deno.test("a phone that comes back to a call in a new state is connected, and keeps the call", async () => {
  const { browser, phone } = await talking();
  const known = snapshot({ call_id: "c", role: "callee", peer_signaling: false });
  browser.hears(frame("session:call", JSON.stringify({ call: known })));
  browser.socket.breaks();
  browser.desk.clock.advance(1_000);
  await settle();
  browser.hears(JSON.stringify(ready(known)).replace('"in-call"', '"on-hold"'));
  equal(phone.state.connection, "open");
  const { call } = phone.state;
  ok(call.state !== "idle");
  equal(call.peerSignaling, false);
  browser.hears(frame("call:end", '{"call_id":"c","reason":"hung_up"}', "bo-id"));
  equal(phone.state.call.state, "idle");
});

Deno.test("a phone without a call stays so while the server tells of one in a new state", async () => {
  const { browser, phone } = await signedIn();
  browser.hears(frame("session:call", '{"call":{"call_id":"c","state":"conference","peers":[]}}'));
  browser.hears(frame("session:call", JSON.stringify({ call: { ...snapshot(), state: "on-hold" } })));
  equal(phone.state.call.state, "idle");
  equal(phone.state.connection, "open");
});

Deno.test("a call that a newer page of this tab has ended, for whatever reason, is ended again", async () => {
  const browser = new FakeBrowser();
  browser.tabStorage.setItem("duet.ended", '[["c","transferred"],["d","busy"]]');
  await signedIn(browser);
  browser.takeSent();
  browser.hears(frame("session:call", JSON.stringify({ call: snapshot({ call_id: "c" }) })));
  deepEqual(browser.takeSent(), ["call:end hung_up"]);
});

Deno.test("a message of a new kind is left out, in a call as before the first word of a connection", async () => {
  const news = frame("session:announcement", '{"call_id":"c","state":"ended"}');
  const { browser, phone } = await talking();
  browser.hears(news);
  equal(phone.state.call.state, "connected");
  deepEqual(browser.takeSent(), []);
  browser.socket.breaks();
  browser.desk.clock.advance(1_000);
  await settle();
  browser.hears(news);
  equal(phone.state.connection, "opening");
  browser.says(ready(snapshot({ call_id: "c", role: "callee" })));
  equal(phone.state.connection, "open");
  equal(phone.state.call.state, "connected");
});

Deno.test("a socket that is closed for a new cause comes back, and the call is not touched", async () => {
  const { browser, phone } = await talking();
  const sockets = browser.sockets.length;
  browser.socket.breaks(4_321);
  equal(phone.state.connection, "waiting");
  browser.desk.clock.advance(1_000);
  equal(browser.sockets.length, sockets + 1);
  equal(phone.state.call.state, "connected");
});

// HTTP

function answer(body: string, status = 200): DuetApi {
  return new DuetApi(() => Promise.resolve(new Response(body, { status })));
}

function call(words: string): string {
  return `{"call_id":"c","peer":${bo},${words},"started_at":"2026-01-01T00:00:00.000Z",` +
    '"answered_at":null,"ended_at":"2026-01-01T00:00:45.000Z","cost":1}';
}

Deno.test("one call with words that are not known hides no other one of the history", async () => {
  const strange = call('"direction":"conference","reason":"transferred"');
  const usual = call('"direction":"incoming","reason":"no_answer"');
  const { calls } = await answer(`{"calls":[${strange},${usual}],"more":true}`).recentCalls();
  deepEqual(calls.map(({ direction, reason }) => [direction, reason]), [
    ["unknown", "unknown"],
    ["incoming", "no_answer"],
  ]);
});

for (
  const [words, shown, missed] of [
    ['"direction":"conference","reason":"no_answer"', "Call", false],
    ['"direction":"conference","reason":"transferred"', "Call", false],
    ['"direction":"incoming","reason":"transferred"', "Incoming", true],
    ['"direction":"outgoing","reason":"transferred"', "Outgoing", false],
  ] as const
) {
  Deno.test(`a call of the past with ${words} is shown as far as it is understood`, async () => {
    const one = await answer(`{"call":${call(words)}}`).call("c");
    equal(recentWords(one, text), shown);
    equal(isMissed(one), missed);
  });
}

Deno.test("the end of one call is known, also if its reason is not", async () => {
  const one = await answer(`{"call":${call('"direction":"outgoing","reason":"transferred"')}}`).call("c");
  deepEqual([one.direction, one.reason], ["outgoing", "unknown"]);
});

Deno.test("people with more about them than is known are people", async () => {
  const list =
    `{"presence":3,"people":[{"id":"bo-id","username":"bo","name":"Bo","online":true,"mood":"away"}]}`;
  deepEqual(await answer(list).people(), {
    presence: 3,
    people: [{ id: "bo-id", username: "bo", name: "Bo", online: true }],
  });
});

Deno.test("a link for something new is none for an account", async () => {
  const link = await lookAtInvitation(answer('{"kind":"guest","expires_at":"2026-01-01T00:00:00Z"}'), "t");
  equal(link.kind, "unknown");
});

Deno.test("a request that is refused with a new code is told in the server's words", async () => {
  const refused = '{"error":{"code":"quota_used_up","message":"Not today.","field":"mood"},"retry":7}';
  const error: unknown = await invite(answer(refused, 409)).catch((error: unknown) => error);
  deepEqual(failureWords(error, text), { message: "Not today.", field: "mood" });
});
