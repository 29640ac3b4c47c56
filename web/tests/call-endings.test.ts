import { deepEqual, equal, ok } from "node:assert/strict";
import { text } from "../src/text/text.ts";
import { stateWords } from "../src/text/words.ts";
import { bo, ended, incoming, ready, said, snapshot, timers } from "./support/messages.ts";
import { Phone } from "./support/phone.ts";
import { accepting, answered, calling, ringing, talking } from "./support/situations.ts";

function ending(phone: Phone) {
  ok(phone.view.state === "idle");
  const { reason, by } = phone.view.ending ?? {};
  return { reason, by };
}

for (
  const [state, from] of Object.entries({ ringing, connecting: answered, connected: talking })
) {
  Deno.test(`a call that the server no longer knows while ${state} has ended, and nobody knows why`, async () => {
    const phone = await from();
    equal(phone.state, state);
    phone.runner.received(ready(null));
    equal(phone.state, "idle");
    deepEqual(ending(phone), { reason: null, by: null });
    equal(stateWords(phone.view, text), "The call has ended");
    ok(phone.mediaIsClosed);
  });
}

const endings: {
  readonly how: string;
  readonly from: () => Promise<Phone>;
  readonly by: (phone: Phone) => void;
  readonly sent: string[];
  readonly ending: object;
}[] = [
  {
    how: "cancelled",
    from: calling,
    by: (phone) => phone.runner.hangUpPressed(),
    sent: ["call:end cancelled"],
    ending: { reason: "cancelled", by: "me" },
  },
  {
    how: "declined by the other",
    from: calling,
    by: (phone) =>
      phone.runner.received(said("call:reject", { call_id: "call-1", reason: "declined" }, bo.id)),
    sent: [],
    ending: { reason: "declined", by: "peer" },
  },
  {
    how: "busy",
    from: calling,
    by: (phone) => phone.runner.received(said("call:reject", { call_id: "call-1", reason: "busy" })),
    sent: [],
    ending: { reason: "busy", by: null },
  },
  {
    how: "no answer",
    from: calling,
    by: (phone) => phone.runner.received(ended("call-1", "no_answer", "server")),
    sent: [],
    ending: { reason: "no_answer", by: null },
  },
  {
    how: "cancelled by the other while accepting",
    from: accepting,
    by: (phone) => phone.runner.received(ended("call-of-bo", "cancelled")),
    sent: [],
    ending: { reason: "cancelled", by: "peer" },
  },
  {
    how: "answered on another device",
    from: accepting,
    by: (phone) => phone.runner.received(ended("call-of-bo", "answered_elsewhere", "server")),
    sent: [],
    ending: { reason: "answered_elsewhere", by: null },
  },
  {
    how: "hung up",
    from: talking,
    by: (phone) => phone.runner.hangUpPressed(),
    sent: ["call:end hung_up"],
    ending: { reason: "hung_up", by: "me" },
  },
  {
    how: "hung up by the other",
    from: talking,
    by: (phone) => phone.runner.received(ended("call-1", "hung_up")),
    sent: [],
    ending: { reason: "hung_up", by: "peer" },
  },
  {
    how: "no connection in time",
    from: answered,
    by: (phone) => {
      phone.takeSent();
      phone.clock.advance(timers.connect);
    },
    sent: ["call:end connect_failed"],
    ending: { reason: "connect_failed", by: null },
  },
  {
    how: "the connection was lost",
    from: talking,
    by: (phone) => {
      phone.peer?.listener.path("disconnected");
      phone.clock.advance(timers.disconnected_grace);
      deepEqual(phone.takeSent(), ["call:offer"]);
      phone.clock.advance(timers.media_lost - timers.disconnected_grace);
    },
    sent: ["call:end connection_lost"],
    ending: { reason: "connection_lost", by: null },
  },
  {
    how: "the server no longer knows it",
    from: talking,
    by: (phone) => phone.runner.received(ready(null)),
    sent: [],
    ending: { reason: null, by: null },
  },
];

for (const { how, from, by, sent, ending: expected } of endings) {
  Deno.test(`a call that ends (${how}) closes microphone and connection and sets no timer`, async () => {
    const phone = await from();
    ok(phone.microphone.isOpen);
    if (from !== answered) phone.takeSent();
    by(phone);
    equal(phone.state, "idle");
    // While a path was looked for there were offers, too.
    deepEqual(phone.takeSent().filter((type) => type !== "call:offer"), sent);
    deepEqual(ending(phone), expected);
    ok(phone.mediaIsClosed);
    deepEqual(phone.clock.pending, []);
    equal(phone.voice, null);
  });
}

Deno.test("declining sends the refusal without ever opening a microphone", () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.runner.declinePressed();
  deepEqual(phone.takeSent(), ["call:reject declined"]);
  deepEqual(ending(phone), { reason: "declined", by: "me" });
});

Deno.test("signing out in a call closes everything", async () => {
  const phone = await talking();
  phone.peer?.listener.path("disconnected");
  phone.runner.dispose();
  ok(phone.mediaIsClosed);
  deepEqual(phone.clock.pending, []);
});

Deno.test("the time of a call counts from the first audio, and from the answer after a reload", async () => {
  const phone = await answered();
  phone.clock.advance(3_000);
  phone.peer?.listener.path("connected");
  const since = phone.clock.wallTime();
  phone.peer?.listener.path("disconnected");
  phone.clock.advance(1_000);
  phone.peer?.listener.path("connected");
  ok(phone.view.state !== "idle");
  equal(phone.view.since, since);

  const reloaded = new Phone();
  reloaded.runner.received(ready(snapshot()));
  equal(reloaded.state, "resuming");
  ok(reloaded.view.state !== "idle");
  equal(reloaded.view.since, Date.parse("2023-11-14T22:13:00.000Z"));
  await reloaded.settle();
  deepEqual(reloaded.takeSent(), ["call:offer"]);
});

Deno.test("a call that ended while this device was away tells its reason when it is known", async () => {
  const phone = await talking();
  phone.loseConnection();
  phone.ends.set("call-1", { reason: "hung_up", wasAnswered: true });
  phone.comeBack(null);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.ending?.reason, "hung_up");
  deepEqual(phone.view.ending?.by, "peer");
});

Deno.test("a reason that comes after the notice was dismissed brings nothing back", async () => {
  const phone = await talking();
  phone.ends.set("call-1", { reason: "hung_up", wasAnswered: true });
  phone.comeBack(null);
  phone.runner.dismissed();
  await phone.settle();
  ok(phone.view.state === "idle");
  equal(phone.view.ending, null);
});

Deno.test("a device that only rang blames nobody for what it did not see", async () => {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.loseConnection();
  phone.ends.set("call-of-bo", { reason: "hung_up", wasAnswered: true });
  phone.comeBack(null);
  await phone.settle();
  ok(phone.view.state === "idle");
  deepEqual(phone.view.ending?.reason, "answered_elsewhere");
  deepEqual(phone.view.ending?.by, null);
});
