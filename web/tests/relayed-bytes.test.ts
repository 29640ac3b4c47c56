import { deepEqual, ok } from "node:assert/strict";
import { decodeServerMessage } from "../src/call/decode.ts";
import type { ServerMessage } from "../src/contract.ts";
import { bo, incoming, ready, said, snapshot } from "./support/messages.ts";

// The server passes on what the other device has written, as it has written it.

const candidate = { candidate: "candidate:1", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "x" };

const messages: readonly ServerMessage[] = [
  ready(snapshot()),
  incoming(),
  said("call:accept", { call_id: "c" }, bo.id),
  said("call:reject", { call_id: "c", reason: "busy" }, bo.id),
  said("call:offer", { call_id: "c", sdp: "v=0\r\n" }, bo.id),
  said("call:answer", { call_id: "c", sdp: "v=0\r\n" }, bo.id),
  said("call:ice-candidate", { call_id: "c", candidate }, bo.id),
  said("call:end", { call_id: "c", reason: "hung_up" }, bo.id),
  said("session:call", { call: snapshot() }),
  said("session:error", { code: "not_json", message: "No.", type: null, call_id: null }),
  said("session:pong", { sent_at: 12.5 }),
];

/** Puts further keys into every object, of every kind and under names that are known elsewhere. */
function strewn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strewn);
  if (typeof value !== "object" || value === null) return value;
  const own = Object.entries(value).map(([key, inner]) => [key, strewn(inner)] as const);
  const unknown = { x: 1, constructor: "no", toString: null, version2: { sdp: ["?"], call_id: {} } };
  // Foreign keys first, and our own in the other order.
  return Object.fromEntries([...Object.entries(unknown), ...own.reverse()]);
}

for (const message of messages) {
  Deno.test(`keys that nobody agreed on are ignored everywhere in ${message.type}`, () => {
    const text = JSON.stringify(strewn(message));
    ok(text.length > JSON.stringify(message).length + 60);
    deepEqual(decodeServerMessage(text), { ok: true, message });
  });
}

Deno.test("order, white space and escapes of a message are the other device's choice", () => {
  const text = String.raw`
    { "payload" : { "sdp" : "v=0\u000d\u000as=\u0041\/\ud83d\ude42", "extra" : [ { "deep" : [] } ],
      "call\u005fid" : "\u0063" }, "to_user_id" : "alice-id" ,
      "from_user_id" : "bo-id", "type":"call\u003aoffer" }`;
  deepEqual(decodeServerMessage(text), {
    ok: true,
    message: said("call:offer", { call_id: "c", sdp: "v=0\r\ns=A/🙂" }, bo.id),
  });
});

Deno.test("a prototype in a message is no more than another unknown key", () => {
  const text = '{"type":"call:accept","from_user_id":"bo-id","to_user_id":"alice-id",' +
    '"__proto__":{"payload":{}},"payload":{"call_id":"c","__proto__":{"call_id":"other"}}}';
  deepEqual(decodeServerMessage(text), {
    ok: true,
    message: said("call:accept", { call_id: "c" }, bo.id),
  });
});
