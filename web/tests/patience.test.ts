import { deepEqual, equal, ok } from "node:assert/strict";
import { RING_MARGIN } from "../src/contract.ts";
import { bo, callOfBo, incoming, ready, ringingCall, said, snapshot, timers } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, calling, ringing, talking } from "./support/situations.ts";

const RINGS = timers.ring + RING_MARGIN;

/** A phone that asks for the microphone and gets no answer. */
async function asking(ask: (phone: Phone) => void): Promise<Phone> {
  const phone = new Phone();
  phone.microphone.question = new Promise(() => {});
  ask(phone);
  await phone.settle();
  return phone;
}

const placed = snapshot({ state: "calling", answered_at: null });

/** States in which somebody is waited for, what ends each when nothing more is heard, and after how long. */
const waits: {
  readonly state: string;
  readonly from: () => Promise<Phone>;
  readonly after: number;
  readonly reason: string;
  /** What the server is told when it still holds the call, or holds it again. */
  readonly said: string[];
}[] = [
  {
    state: "dialing",
    from: () => asking((phone) => phone.runner.callPressed(bo)),
    after: RINGS,
    reason: "microphone_unavailable",
    said: [],
  },
  {
    state: "calling",
    from: calling,
    after: RINGS,
    reason: "connection_lost",
    said: ["call:end connection_lost"],
  },
  {
    state: "redialing",
    from: () => asking((phone) => phone.runner.received(ready(placed))),
    after: RINGS,
    reason: "connection_lost",
    said: ["call:end connection_lost"],
  },
  { state: "ringing", from: ringing, after: RINGS, reason: "no_answer", said: [] },
  {
    state: "answering",
    from: () =>
      asking((phone) => {
        phone.runner.received(incoming());
        phone.runner.acceptPressed();
      }),
    after: RINGS,
    reason: "no_answer",
    said: [],
  },
  {
    state: "accepting",
    from: accepting,
    after: timers.media_lost,
    reason: "connect_failed",
    said: ["call:end connect_failed"],
  },
  {
    state: "resuming",
    from: () => asking((phone) => phone.runner.received(ready(snapshot()))),
    after: timers.media_lost,
    reason: "connection_lost",
    said: ["call:end connection_lost"],
  },
];

for (const { state, from, after, reason, said: sent } of waits) {
  Deno.test(`without the server a device that is ${state} gives up by itself, and lets go of everything`, async () => {
    const phone = await from();
    equal(phone.state, state);
    phone.loseConnection();
    phone.clock.advance(after - 1);
    equal(phone.state, state);
    phone.clock.advance(1);
    ok(phone.view.state === "idle");
    equal(phone.view.ending?.reason, reason);
    ok(phone.mediaIsClosed);
    deepEqual(phone.clock.pending, []);
    // What is said again is what ended it, and nobody is rung anew.
    phone.sent.splice(0);
    const call = state === "resuming" ? snapshot() : state === "accepting" ? ringingCall() : placed;
    if (sent.length > 0) phone.comeBack(call);
    deepEqual(phone.takeSent(), sent);
    equal(phone.state, "idle");
  });
}

Deno.test("what the server says of a call that rings gives it all its time", async () => {
  const phone = await calling();
  phone.clock.advance(RINGS - 1);
  phone.comeBack(placed);
  await phone.settle();
  phone.clock.advance(RINGS - 1);
  equal(phone.state, "calling");
  phone.clock.advance(1);
  equal(phone.state, "idle");
});

Deno.test("the time for an answer begins when the microphone is open, and not with the question for it", async () => {
  const phone = new Phone();
  const { promise, resolve } = Promise.withResolvers<void>();
  phone.microphone.question = promise;
  phone.runner.callPressed(bo);
  phone.clock.advance(timers.ring);
  resolve();
  await phone.settle();
  phone.clock.advance(timers.ring);
  equal(phone.state, "calling");
});

/** A machine sleeps for an hour: in one kind of browser all time goes on, in another one only the wall clock's. */
const sleeps: Readonly<Record<string, (phone: Phone) => void>> = {
  "all time goes on": (phone) => phone.clock.sleep(3_600_000),
  "only the wall clock goes on": (phone) => phone.clock.moveWallTime(3_600_000),
};

for (const [how, sleep] of Object.entries(sleeps)) {
  Deno.test(`after a sleep nobody is called who was not reached before it (${how})`, async () => {
    const phone = await calling();
    phone.takeSent();
    phone.loseConnection();
    sleep(phone);
    phone.comeBack(null);
    ok(phone.view.state === "idle");
    equal(phone.view.ending?.reason, "connection_lost");
    deepEqual(phone.takeSent(), ["call:end connection_lost"]);
    ok(phone.mediaIsClosed);
  });

  Deno.test(`after a sleep no answer is given that did not arrive before it (${how})`, async () => {
    const phone = await accepting();
    phone.takeSent();
    phone.loseConnection();
    sleep(phone);
    phone.comeBack(null);
    equal(phone.state, "idle");
    deepEqual(phone.takeSent(), ["call:end connect_failed"]);
    ok(phone.mediaIsClosed);
  });

  Deno.test(`a wish of before a sleep is no acceptance of a call that rings after it (${how})`, async () => {
    const phone = await calling();
    phone.takeSent();
    phone.loseConnection();
    sleep(phone);
    phone.comeBack(ringingCall());
    equal(phone.state, "ringing");
    deepEqual(phone.takeSent(), ["call:end connection_lost"]);
    ok(phone.mediaIsClosed);
  });

  Deno.test(`the same where the news comes over a connection that has outlived the sleep (${how})`, async () => {
    const phone = await calling();
    phone.takeSent();
    sleep(phone);
    phone.runner.received(said("session:call", { call: null }));
    equal(phone.state, "idle");
    deepEqual(phone.takeSent(), ["call:end connection_lost"]);
  });

  Deno.test(`a wish that the server has heard counts, whatever the clocks say (${how})`, async () => {
    for (const call of [placed, snapshot()]) {
      const phone = await calling();
      phone.loseConnection();
      sleep(phone);
      phone.comeBack(call);
      equal(phone.state, call.state === "in-call" ? "connecting" : "calling");
    }
    const crossed = await calling();
    crossed.loseConnection();
    sleep(crossed);
    crossed.comeBack(callOfBo({ alias: "call-1" }));
    equal(crossed.state, "connecting");
    const callee = await accepting();
    callee.loseConnection();
    sleep(callee);
    callee.comeBack(callOfBo());
    equal(callee.state, "connecting");
  });
}

Deno.test("how a call ended that this device gave up is asked of the history, and told if that knows better", async () => {
  const phone = await calling();
  phone.loseConnection();
  phone.clock.sleep(3_600_000);
  phone.ends.set("call-1", { reason: "no_answer", wasAnswered: false });
  phone.comeBack(null);
  ok(phone.view.state === "idle");
  ok(phone.view.ending?.unheard);
  await phone.settle();
  equal(phone.view.ending?.reason, "no_answer");
  ok(!phone.view.ending?.unheard);
});

Deno.test("a wall clock that is set changes nothing while the connection stays", async () => {
  for (const jump of [-3_600_000, 3_600_000]) {
    const phone = await calling();
    phone.clock.moveWallTime(jump);
    phone.clock.advance(RINGS - 1);
    equal(phone.state, "calling");
    phone.clock.advance(1);
    equal(phone.state, "idle");
    const inCall = await talking();
    inCall.clock.moveWallTime(jump);
    inCall.clock.advance(3_600_000);
    equal(inCall.state, "connected");
  }
});

Deno.test("a page that was held up over the end of the ringing is told no longer of it", async () => {
  const phone = await ringing();
  phone.clock.sleep(10 * 60_000);
  phone.clock.advance(0);
  equal(phone.state, "idle");
});

Deno.test("another call that rings has its own time", async () => {
  const phone = await ringing();
  phone.clock.advance(RINGS - 1);
  phone.runner.received(said("session:call", { call: ringingCall("call-2") }));
  phone.clock.advance(RINGS - 1);
  equal(phone.state, "ringing");
});
