import { deepEqual, equal, ok } from "node:assert/strict";
import { en } from "../src/text/en.ts";
import { troubleWords } from "../src/text/words.ts";
import { bo, callOfBo, ended, incoming, ready, ringingCall, said, snapshot } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, calling, talking } from "./support/situations.ts";

Deno.test("a call:initiate that the server missed is sent again with the same id", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  phone.signal.isOpen = false;
  await phone.settle();
  deepEqual(phone.sent, []);
  phone.signal.isOpen = true;
  phone.runner.received(ready(null));
  deepEqual(phone.sent.map(({ payload }) => payload), [{ call_id: "call-1" }]);
});

Deno.test("a hang-up that the server missed is said again with its reason", async () => {
  const phone = await talking();
  phone.signal.isOpen = false;
  phone.runner.hangUpPressed();
  phone.signal.isOpen = true;
  phone.runner.received(ready(snapshot()));
  equal(phone.state, "idle");
  deepEqual(phone.sent.map(({ type, payload }) => ({ type, payload })), [
    { type: "call:end", payload: { call_id: "call-1", reason: "hung_up" } },
  ]);
});

Deno.test("a hang-up that the server refused is said again when it tells that the call goes on", async () => {
  const phone = await talking();
  const goesOn = said("session:call", { call: snapshot() });
  phone.runner.received(goesOn);
  phone.runner.hangUpPressed();
  deepEqual(phone.takeSent(), ["call:end hung_up"]);
  phone.runner.received(goesOn);
  deepEqual(phone.takeSent(), ["call:end hung_up"]);
  equal(phone.state, "idle");
});

Deno.test("a refusal that the server missed is said again as a refusal", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.signal.isOpen = false;
  phone.runner.declinePressed();
  phone.signal.isOpen = true;
  const call = ringingCall();
  phone.runner.received(ready(call));
  deepEqual(phone.takeSent(), ["call:reject declined"]);
  equal(phone.state, "idle");
});

/** What the server says of a message that it did not read: not even what it was about. */
function unread(code: "rate_limited" | "internal_error" | "not_json") {
  return said("session:error", { code, message: "Too many messages.", type: null, call_id: null });
}

Deno.test("an accept that the server refused unread leaves the call ringing, with an explanation", async () => {
  const phone = await accepting();
  phone.runner.received(unread("rate_limited"));
  equal(phone.state, "ringing");
  deepEqual(phone.view.trouble, { kind: "refused", code: "rate_limited", message: "Too many messages." });
  ok(phone.mediaIsClosed);
});

for (const code of ["rate_limited", "internal_error"] as const) {
  Deno.test(`a call that the server refused unread (${code}) is over, with an explanation`, async () => {
    const phone = await calling();
    phone.runner.received(unread(code));
    ok(phone.view.state === "idle");
    deepEqual(phone.view.trouble, { kind: "refused", code, message: "Too many messages." });
    deepEqual(phone.view.peer, bo);
    ok(phone.mediaIsClosed);
  });
}

Deno.test("a refusal that was not about the call is put right by the snapshot that follows", async () => {
  const phone = await calling();
  phone.runner.received(unread("rate_limited"));
  const call = snapshot({ state: "calling", answered_at: null });
  phone.runner.received(said("session:call", { call }));
  equal(phone.state, "redialing");
  await phone.settle();
  equal(phone.state, "calling");
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  equal(phone.state, "connecting");
});

Deno.test("after any refusal a snapshot counts, also if it says the same as before", async () => {
  const phone = await calling();
  phone.takeSent();
  phone.runner.received(said("session:call", { call: null }));
  deepEqual(phone.takeSent(), []);
  phone.runner.received(unread("not_json"));
  equal(phone.state, "calling");
  phone.runner.received(said("session:call", { call: null }));
  deepEqual(phone.takeSent(), ["call:initiate"]);
});

Deno.test("a refusal that names nothing does not touch a call that is answered", async () => {
  const phone = await talking();
  phone.runner.received(unread("rate_limited"));
  equal(phone.state, "connected");
  equal(phone.view.trouble, null);
});

Deno.test("a refused call is explained", async () => {
  const phone = await calling();
  phone.runner.received(
    said("session:error", {
      code: "user_disabled",
      message: "No.",
      type: "call:initiate",
      call_id: "call-1",
    }),
  );
  ok(phone.view.state === "idle");
  deepEqual(phone.view.trouble, { kind: "refused", code: "user_disabled", message: "No." });
  ok(phone.mediaIsClosed);
});

Deno.test("a call that is one too many is over at once, and it is said why", async () => {
  const phone = await calling();
  const words = "You have called very often; wait a minute, then try again.";
  phone.runner.received(
    said("session:error", {
      code: "too_many_calls",
      message: words,
      type: "call:initiate",
      call_id: "call-1",
    }),
  );
  ok(phone.view.state === "idle");
  const trouble = { kind: "refused", code: "too_many_calls", message: words } as const;
  deepEqual(phone.view.trouble, trouble);
  deepEqual(troubleWords(trouble, "other", en), {
    title: "The call could not be placed",
    detail: "You have called very often. Wait a minute, then try again.",
  });
  deepEqual(phone.view.peer, bo);
  ok(phone.mediaIsClosed);
});

Deno.test("messages about other calls change nothing", async () => {
  const phone = await talking();
  for (
    const message of [
      ended("call-0", "hung_up"),
      said("call:accept", { call_id: "call-0" }, bo.id),
      said("call:offer", { call_id: "call-0", sdp: "x" }, bo.id),
      said("session:error", { code: "unknown_call", message: "", type: "call:end", call_id: "call-0" }),
      said("session:error", { code: "not_json", message: "", type: null, call_id: null }),
    ]
  ) phone.runner.received(message);
  equal(phone.state, "connected");
  deepEqual(phone.takeSent(), []);
  equal(phone.peers.length, 1);
});

Deno.test("a snapshot that says nothing new does not reach the machine again", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  const call = ringingCall();
  phone.runner.received(said("session:call", { call }));
  phone.runner.acceptPressed();
  await phone.settle();
  phone.takeSent();
  phone.runner.received(said("session:call", { call }));
  deepEqual(phone.takeSent(), []);
});

Deno.test("an accept that was lost is said again, also when the server says that nothing rings", async () => {
  const phone = await accepting();
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.loseConnection();
  phone.comeBack(ringingCall());
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.loseConnection();
  phone.comeBack(null);
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.runner.received(ended("call-of-bo", "cancelled"));
  ok(phone.view.state === "idle");
  equal(phone.view.ending?.reason, "cancelled");
});

Deno.test("a hang-up that the server missed takes effect after a reload, and the call does not come back", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.runner.hangUpPressed();
  const reloaded = new Phone(phone.storage, snapshot());
  equal(reloaded.state, "idle");
  deepEqual(reloaded.takeSent(), ["call:end hung_up"]);
  await reloaded.settle();
  ok(reloaded.mediaIsClosed);
});

Deno.test("what was declined here and is answered all the same is hung up, not declined over and over", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.loseConnection();
  phone.runner.declinePressed();
  phone.comeBack(callOfBo());
  deepEqual(phone.takeSent(), ["call:end hung_up"]);
  equal(phone.state, "idle");
});

Deno.test("a hang-up by the alias of a crossed call takes effect as well", async () => {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  phone.loseConnection();
  phone.runner.hangUpPressed();
  phone.comeBack(callOfBo({ alias: "call-1" }));
  equal(phone.state, "idle");
  deepEqual(phone.sent.slice(1).map(({ type, payload }) => ({ type, payload })), [
    { type: "call:end", payload: { call_id: "call-1", reason: "cancelled" } },
  ]);
});

Deno.test("a call that was declined here and answered on another device is left alone", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.loseConnection();
  phone.runner.declinePressed();
  phone.comeBack(callOfBo({ this_device: false }));
  deepEqual(phone.takeSent(), []);
});

Deno.test("a storage with nonsense in it is no trouble", () => {
  for (const nonsense of ["", "{", "7", '[["call-1","no_such_reason"],5,[null,"busy"]]']) {
    const phone = new Phone();
    phone.storage.setItem("duet.ended", nonsense);
    equal(new Phone(phone.storage).state, "idle");
  }
});
