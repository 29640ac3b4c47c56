import { deepEqual } from "node:assert/strict";
import { decodePush } from "../src/worker/push-message.ts";
import { alice, bo } from "./support/messages.ts";

const about = { call_id: "call-of-bo", from: bo, to_user_id: alice.id };
const call = { callId: "call-of-bo", from: bo, toUserId: alice.id };

Deno.test("a push of a call that rings says whose, for whom and until when", () => {
  deepEqual(
    decodePush({ type: "call:incoming", ...about, expires_at: "2030-01-01T00:00:45.000Z" }),
    { kind: "incoming", call, expiresAt: Date.UTC(2030, 0, 1, 0, 0, 45) },
  );
});

Deno.test("a push of an ending says why, and whether the call was missed", () => {
  deepEqual(
    decodePush({ type: "call:end", ...about, reason: "cancelled", missed: true }),
    { kind: "end", call, reason: "cancelled", missed: true },
  );
});

Deno.test("a reason that is not known is an ending all the same", () => {
  deepEqual(
    decodePush({ type: "call:end", ...about, reason: "eaten_by_a_bear", missed: false }),
    { kind: "end", call, reason: "unknown", missed: false },
  );
});

for (
  const [what, content] of [
    ["of another kind", { type: "voice:mail", ...about }],
    ["without a name", { type: "call:incoming", call_id: "c", from: { id: "x" }, to_user_id: alice.id }],
    ["with an hour that is none", { type: "call:incoming", ...about, expires_at: "soon" }],
    ["without anything in it", undefined],
    ["that is a word", "hello"],
  ] as const
) {
  Deno.test(`a push ${what} is one that is not known, and no fault`, () => {
    deepEqual(decodePush(content), { kind: "unknown" });
  });
}
