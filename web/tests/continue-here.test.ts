import { deepEqual, equal, ok } from "node:assert/strict";
import type { Snapshot } from "../src/contract.ts";
import { Phone } from "./support/phone.ts";
import { bo, ended, said, snapshot } from "./support/messages.ts";
import { answering, talking } from "./support/situations.ts";

function onOtherDevice(call: Partial<Snapshot> = {}): Snapshot {
  return snapshot({ this_device: false, ...call });
}

/** Alice's phone, while another device of hers talks with Bo. */
function beside(call: Partial<Snapshot> = {}): Phone {
  return new Phone(undefined, onOtherDevice(call));
}

/** What the phone offers to continue. */
function offered(phone: Phone) {
  const { view } = phone;
  ok(view.state === "idle");
  return view.elsewhere;
}

for (const role of ["caller", "callee"] as const) {
  Deno.test(`a call of another device is continued here, as ${role}, and its time runs on`, async () => {
    const phone = beside({ role });
    equal(offered(phone)?.call.peer.name, "Bo");
    phone.runner.continuePressed();
    equal(phone.state, "continuing");
    deepEqual(phone.sent, [], "until the microphone is open the call stays where it is");
    await phone.settle();
    equal(phone.state, "claiming");
    deepEqual(phone.sent.splice(0).map(({ type, payload }) => ({ type, payload })), [
      { type: "call:accept", payload: { call_id: "call-1", take_over: true } },
    ]);
    phone.runner.received(said("session:call", { call: snapshot({ role }) }));
    equal(phone.state, "reconnecting");
    deepEqual(phone.takeSent(), role === "caller" ? ["call:offer"] : []);
    if (role === "callee") {
      phone.runner.received(said("call:offer", { call_id: "call-1", sdp: "theirs" }, bo.id));
    }
    phone.peer?.path("connected");
    const { view } = phone;
    ok(view.state === "connected");
    equal(view.since, Date.parse("2023-11-14T22:13:00.000Z"));
  });
}

Deno.test("without a microphone the call stays where it is, and it is said why", async () => {
  const phone = beside();
  phone.microphone.problem = "not-allowed";
  phone.runner.continuePressed();
  await phone.settle();
  equal(phone.state, "idle");
  deepEqual(phone.sent, []);
  deepEqual(phone.view.trouble, { kind: "microphone", problem: "not-allowed" });
  ok(offered(phone) !== null);
});

Deno.test("whoever thinks better of it leaves the call where it is", () => {
  const phone = beside();
  phone.runner.continuePressed();
  phone.runner.hangUpPressed();
  equal(phone.state, "idle");
  deepEqual(phone.sent, []);
  ok(phone.mediaIsClosed);
});

Deno.test("a wish that was lost with the connection is said again, but not after a long sleep", async () => {
  const phone = beside();
  phone.runner.continuePressed();
  await phone.settle();
  phone.takeSent();
  phone.loseConnection();
  phone.comeBack(onOtherDevice());
  equal(phone.state, "claiming");
  deepEqual(phone.takeSent(), ["call:accept"]);
  phone.loseConnection();
  phone.clock.sleep(100_000);
  phone.comeBack(onOtherDevice());
  equal(phone.state, "idle");
  deepEqual(phone.takeSent(), []);
});

Deno.test("a call that was declined here, and is answered elsewhere, can still be continued here", async () => {
  const phone = new Phone();
  phone.runner.received(said("call:incoming", {
    call_id: "call-1",
    caller: bo,
    expires_at: "2030-01-01T00:00:45.000Z",
  }));
  phone.runner.declinePressed();
  phone.runner.received(ended("call-1", "answered_elsewhere", "server"));
  phone.runner.received(said("session:call", { call: onOtherDevice({ role: "callee" }) }));
  phone.runner.continuePressed();
  await phone.settle();
  phone.takeSent();
  phone.runner.received(said("session:call", { call: snapshot({ role: "callee" }) }));
  equal(phone.state, "reconnecting");
  deepEqual(phone.takeSent(), [], "it is not ended again");
});

for (const situation of [talking, answering]) {
  Deno.test(`the device that had the call says where it went, after ${situation.name}`, async () => {
    const phone = await situation();
    const call = onOtherDevice({ call_id: situation === talking ? "call-1" : "call-of-bo" });
    phone.runner.received(said("session:call", { call }));
    const { view } = phone;
    ok(view.state === "idle");
    equal(view.ending?.reason, "continued_elsewhere");
    ok(phone.mediaIsClosed);
    ok(view.elsewhere?.isAnswered);
  });
}

Deno.test("a call that another device places is known, and stays there", () => {
  const phone = beside({ state: "calling", answered_at: null });
  equal(offered(phone)?.isAnswered, false);
  phone.runner.continuePressed();
  equal(phone.state, "idle");
});

Deno.test("what another device has is known as long as it has it", () => {
  const phone = new Phone();
  const shown = () => {
    const view = phone.views.at(-1);
    return view?.state === "idle" ? view.elsewhere?.names : undefined;
  };
  phone.runner.received(said("session:call", { call: onOtherDevice({ alias: "call-of-bo" }) }));
  deepEqual(shown(), ["call-1", "call-of-bo"]);
  phone.runner.received(said("session:call", { call: null }));
  equal(shown(), undefined);
  equal(offered(phone), null);
  phone.runner.continuePressed();
  equal(phone.state, "idle");
});

Deno.test("without a connection nothing is continued, and it is said", () => {
  const phone = beside();
  phone.signal.isOpen = false;
  phone.runner.continuePressed();
  deepEqual(phone.view.trouble, { kind: "offline" });
  equal(phone.state, "idle");
});
