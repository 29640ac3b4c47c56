import { deepEqual, equal, ok } from "node:assert/strict";
import { decodeServerMessage } from "../src/call/decode.ts";
import { LIMITS } from "../src/contract.ts";
import { incoming, ready, said, snapshot } from "./support/messages.ts";

function problem(data: unknown): string {
  const decoded = decodeServerMessage(typeof data === "object" ? JSON.stringify(data) : data);
  ok(!decoded.ok, "was taken for a message");
  return decoded.problem;
}

const end = {
  type: "call:end",
  from_user_id: "a",
  to_user_id: "b",
  payload: { call_id: "c", reason: "busy" },
};

function presence(online: readonly string[], offline: readonly string[]) {
  return { sequence: 7, online, offline, reload: false };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);

Deno.test("every message of the server comes out as it went in", () => {
  const candidate = { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "x" };
  const messages = [
    ready(),
    ready(snapshot()),
    incoming(),
    said("call:accept", { call_id: "c" }),
    said("call:reject", { call_id: "c", reason: "busy" }),
    said("call:offer", { call_id: "c", sdp: "v=0" }),
    said("call:answer", { call_id: "c", sdp: "v=0" }),
    said("call:ice-candidate", { call_id: "c", candidate }),
    said("call:ice-candidate", { call_id: "c", candidate: null }),
    said("call:end", { call_id: "c", reason: "hung_up" }),
    said("session:call", { call: null }),
    said("session:call", { call: snapshot({ state: "ringing", answered_at: null }) }),
    { ...said("session:presence", presence(["bo-id"], ["carl-id"])), to_user_id: "*" },
    said("session:presence", { sequence: 8, online: [], offline: [], reload: true }),
    said("session:changed", { what: "settings" }),
    said("session:error", { code: "not_json", message: "No.", type: null, call_id: null }),
    said("session:pong", { sent_at: 12.5 }),
  ];
  for (const message of messages) {
    deepEqual(decodeServerMessage(JSON.stringify(message)), { ok: true, message });
  }
});

Deno.test("fields that nobody agreed on are dropped, so that a newer server may add some", () => {
  const decoded = decodeServerMessage(
    JSON.stringify({ ...end, more: 1, payload: { ...end.payload, more: 1 } }),
  );
  deepEqual(decoded, { ok: true, message: end });
});

const hostile: readonly [string, unknown][] = [
  ["not text", new ArrayBuffer(2)],
  ["nothing", ""],
  ["not JSON", "{"],
  ["a number", "1"],
  ["null", "null"],
  ["a list", "[]"],
  ["no type", { ...end, type: undefined }],
  ["an unknown type", { ...end, type: "call:video" }],
  ["a type of the prototype", { ...end, type: "constructor" }],
  ["a type that only devices send", { ...end, type: "call:initiate" }],
  ["a list as type", { ...end, type: ["call:end"] }],
  ["no sender", { ...end, from_user_id: undefined }],
  ["an empty sender", { ...end, from_user_id: "" }],
  ["a long sender", { ...end, from_user_id: "x".repeat(65) }],
  ["no payload", { ...end, payload: undefined }],
  ["a payload of null", { ...end, payload: null }],
  ["a number as call", { ...end, payload: { call_id: 1, reason: "busy" } }],
  ["a number as reason", { ...end, payload: { call_id: "c", reason: 7 } }],
  ["no reason", { ...end, payload: { call_id: "c" } }],
  [
    "fields in the prototype",
    `{"type":"call:end","from_user_id":"a","to_user_id":"b","payload":
    {"__proto__":{"call_id":"c","reason":"busy"}}}`,
  ],
  ["an empty SDP", said("call:offer", { call_id: "c", sdp: "" })],
  ["a huge SDP", said("call:offer", { call_id: "c", sdp: "x".repeat(LIMITS.sdp_bytes + 1) })],
  ["a huge candidate", {
    ...end,
    type: "call:ice-candidate",
    payload: {
      call_id: "c",
      candidate: { candidate: "x".repeat(LIMITS.candidate_bytes + 1) },
    },
  }],
  ["a candidate that is text", {
    ...end,
    type: "call:ice-candidate",
    payload: {
      call_id: "c",
      candidate: "candidate:1",
    },
  }],
  ["presence of too many who came", said("session:presence", presence(ids(101), []))],
  ["presence of too many who went", said("session:presence", presence([], ids(101)))],
  ["presence of too many in both lists", said("session:presence", presence(ids(51), ids(50)))],
  ["presence without a number", said("session:presence", { ...presence([], []), sequence: NaN })],
  ["presence of somebody without an id", said("session:presence", presence([""], []))],
  ["a time that is none", said("session:call", { call: snapshot({ answered_at: "soon" }) })],
  ["a negative timer", JSON.stringify(ready()).replace("20000", "-1")],
  ["a timer that is no number", JSON.stringify(ready()).replace("20000", '"1"')],
  ["an infinite timer", JSON.stringify(ready()).replace("20000", "1e999")],
];

for (const [what, data] of hostile) {
  Deno.test(`${what} is a problem, not a message and not an exception`, () => {
    ok(problem(data).length > 0);
  });
}

Deno.test("a hundred people in one message of presence are not too many", () => {
  ok(decodeServerMessage(JSON.stringify(said("session:presence", presence(ids(50), ids(50))))).ok);
});

Deno.test("the problem says where it is", () => {
  equal(
    problem({ ...end, payload: { call_id: 1, reason: "busy" } }),
    "message.payload.call_id: expected a string",
  );
});
