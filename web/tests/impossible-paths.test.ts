import { deepEqual, equal, ok } from "node:assert/strict";
import type { PathCause } from "../src/call/path-findings.ts";
import { ANSWERED_WAIT, NEGOTIATION_WAITS } from "../src/contract.ts";
import { bo, ended, said, snapshot, timers } from "./support/messages.ts";
import { findings, type Told } from "./support/findings.ts";
import type { Phone } from "./support/phone.ts";
import { answering, connecting, talking } from "./support/situations.ts";

const NO_RELAY: Told = { servers: { relay: false } };

function answers(phone: Phone): void {
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "theirs" }, bo.id));
}

/** Alice has called Bo, and as often as she offers he answers; both tell all their addresses, and there is no path. */
async function searching(told: Told): Promise<Phone> {
  const phone = await connecting();
  finds(phone, told);
  answers(phone);
  phone.peer?.listener.allTold();
  return phone;
}

function finds(phone: Phone, told: Told): void {
  ok(phone.peer !== undefined);
  phone.peer.findings = findings(told);
}

/** An offer is there; it is answered, and both tell all their addresses. */
function answersNext(phone: Phone): void {
  ok(phone.takeSent().includes("call:offer"));
  answers(phone);
  phone.peer?.listener.allTold();
}

/** Lets time pass in which each offer is answered; returns what was sent. */
function pass(phone: Phone, milliseconds: number, areAllTold = true): string[] {
  const sent: string[] = [];
  for (let elapsed = 0; elapsed < milliseconds; elapsed += 100) {
    phone.clock.advance(100);
    const said = phone.takeSent();
    sent.push(...said);
    if (!said.includes("call:offer")) continue;
    answers(phone);
    if (areAllTold) phone.peer?.listener.allTold();
  }
  return sent;
}

const patience: readonly (readonly [what: string, Told, cause: PathCause["kind"], seconds: number])[] = [
  ["no relay is set up", NO_RELAY, "no-relay", 10],
  ["the relay refuses the credentials", { own: { turn_udp: 401 } }, "relay-refused", 10],
  [
    "nobody said which servers there are, which may be for a moment only",
    { servers: null },
    "servers-unknown",
    15,
  ],
  ["the relay gives no answer, and may come back", { own: { turn_udp: 701 } }, "relay-unreachable", 15],
  ["the relay is full, and may have room again", { own: { turn_udp: 486 } }, "relay-full", 15],
  [
    "nothing comes through the relay, perhaps by bad luck",
    { own: { relay: true }, peer: { relay: true } },
    "relay-silent",
    15,
  ],
];

for (const [what, told, cause, seconds] of patience) {
  Deno.test(`a path that is impossible is given up after ${seconds} seconds where ${what}`, async () => {
    const phone = await searching(told);
    pass(phone, 1_000 * seconds - 100);
    equal(phone.state, "connecting");
    deepEqual(pass(phone, 100), ["call:end connect_failed"]);
    const { view } = phone;
    ok(view.state === "idle");
    equal(view.ending?.reason, "connect_failed");
    equal(view.ending?.cause?.kind, cause);
    ok(phone.mediaIsClosed);
    deepEqual(phone.clock.pending, []);
  });
}

Deno.test("until it is given up it is tried again every five seconds", async () => {
  const phone = await searching({ own: { turn_udp: 701 } });
  deepEqual(pass(phone, 4_900), []);
  deepEqual(pass(phone, 100), ["session:report", "call:offer"]);
  deepEqual(pass(phone, 4_900), []);
  deepEqual(pass(phone, 100), ["call:offer"]);
  deepEqual(pass(phone, 4_900), []);
  deepEqual(pass(phone, 100), ["call:end connect_failed"]);
});

Deno.test("as long as one side has not told all its addresses each try has its eight seconds", async () => {
  const phone = await connecting();
  finds(phone, NO_RELAY);
  answers(phone);
  pass(phone, 2 * ANSWERED_WAIT - 100, false);
  equal(phone.state, "connecting");
  deepEqual(pass(phone, 100, false), ["call:end connect_failed"]);
});

Deno.test("that the last try was not told to the end makes it less certain", async () => {
  const phone = await searching(NO_RELAY);
  const sent = pass(phone, 14_900, false);
  equal(sent.filter((said) => said === "call:offer").length, 2);
  equal(phone.state, "connecting");
});

Deno.test("one answer is not enough, however late it is", async () => {
  const phone = await connecting();
  finds(phone, NO_RELAY);
  phone.clock.advance(9_500);
  phone.takeSent();
  answers(phone);
  phone.peer?.listener.allTold();
  deepEqual(pass(phone, 5_000).filter((said) => said !== "session:report"), ["call:offer"]);
  equal(phone.state, "connecting");
});

Deno.test("an answer that comes twice is one answer", async () => {
  const phone = await connecting();
  finds(phone, NO_RELAY);
  phone.clock.advance(9_500);
  phone.takeSent();
  answers(phone);
  answers(phone);
  phone.peer?.listener.allTold();
  deepEqual(pass(phone, 5_000).filter((said) => said !== "session:report"), ["call:offer"]);
  equal(phone.state, "connecting");
});

Deno.test("that all was told before the answer puts off no try", async () => {
  const phone = await connecting();
  phone.peer?.listener.allTold();
  phone.clock.advance(NEGOTIATION_WAITS[0] ?? 0);
  deepEqual(phone.takeSent(), ["call:offer"]);
});

Deno.test("a path that is found in the second try is found", async () => {
  const phone = await searching(NO_RELAY);
  pass(phone, 9_900);
  phone.peer?.path("connected");
  pass(phone, 60_000);
  equal(phone.state, "connected");
});

Deno.test("what the browser calls failed is given up as well, when both have told all", async () => {
  const phone = await searching(NO_RELAY);
  for (let seconds = 0; seconds < 9; seconds += 3) {
    pass(phone, 3_000);
    phone.peer?.path("failed");
    equal(phone.state, "connecting");
    pass(phone, 0);
    answersNext(phone);
  }
  pass(phone, 1_500);
  phone.peer?.path("failed");
  equal(phone.state, "idle");
});

const changes: Readonly<Record<string, (phone: Phone) => void>> = {
  "the connection to the server was lost and is back": (phone) => phone.comeBack(snapshot()),
  "this machine has another network": (phone) => {
    phone.runner.networkChanged();
    phone.comeBack(snapshot());
  },
};

for (const [what, change] of Object.entries(changes)) {
  Deno.test(`the search begins anew when ${what}`, async () => {
    const phone = await searching(NO_RELAY);
    pass(phone, 9_000);
    change(phone);
    answersNext(phone);
    pass(phone, 9_900);
    equal(phone.state, "connecting");
    pass(phone, 200);
    equal(phone.state, "idle");
  });
}

Deno.test("the search begins anew when the other side’s media is new", async () => {
  const phone = await searching(NO_RELAY);
  pass(phone, 9_000);
  phone.runner.received(said("call:answer", { call_id: "call-1", sdp: "new theirs" }, bo.id));
  equal(phone.peers.length, 2);
  finds(phone, NO_RELAY);
  answersNext(phone);
  pass(phone, 9_900);
  equal(phone.state, "connecting");
  pass(phone, 200);
  equal(phone.state, "idle");
});

Deno.test("time in which the machine slept is no time in which a path was looked for", async () => {
  const phone = await searching({ own: { turn_udp: 701 } });
  pass(phone, 9_900);
  phone.clock.sleep(60_000);
  phone.clock.advance(0);
  equal(phone.state, "connecting");
});

Deno.test("nor is it where the connection says after a sleep that it has failed, before any timer fires", async () => {
  const phone = await searching(NO_RELAY);
  pass(phone, 5_000);
  phone.takeSent();
  phone.clock.sleep(60_000);
  phone.peer?.path("failed");
  equal(phone.state, "connecting");
  answersNext(phone);
  pass(phone, 9_900);
  equal(phone.state, "connecting");
});

Deno.test("a path that was found, and lacks only the encryption, is not given up before its time", async () => {
  const phone = await searching({ ...NO_RELAY, isPathFound: true });
  phone.clock.advance(0);
  pass(phone, timers.connect - 5_000);
  equal(phone.state, "connecting");
});

Deno.test("what was found in another network is forgotten", async () => {
  const phone = await searching(NO_RELAY);
  phone.comeBack(snapshot());
  ok(!phone.peer?.done.includes("networkChanged"));
  phone.runner.networkChanged();
  phone.comeBack(snapshot());
  ok(phone.peer?.done.includes("networkChanged"));
});

Deno.test("nothing is certain while the other side, or the server, cannot be reached", async () => {
  const apart = await searching(NO_RELAY);
  pass(apart, 9_900);
  apart.runner.received(said("session:call", { call: snapshot({ peer_signaling: false }) }));
  pass(apart, 5_000);
  equal(apart.state, "connecting");
  const alone = await searching(NO_RELAY);
  pass(alone, 9_900);
  alone.signal.carries = false;
  pass(alone, 5_000);
  equal(alone.state, "connecting");
});

Deno.test("an offer that nobody answers says nothing about the path", async () => {
  const phone = await searching({ own: { turn_udp: 701 } });
  pass(phone, 9_900);
  phone.clock.advance(timers.connect - 9_901);
  equal(phone.state, "connecting");
  phone.clock.advance(1);
  equal(phone.state, "idle");
});

Deno.test("a path that had been there is looked for as long as ever, however certain it seems", async () => {
  const phone = await talking();
  finds(phone, NO_RELAY);
  phone.peer?.path("failed");
  answersNext(phone);
  pass(phone, timers.media_lost - 5_200);
  ok(pass(phone, 5_000).includes("call:offer"));
  equal(phone.state, "reconnecting");
});

Deno.test("what was found is told for the timeline when a try has failed, once as long as it is the same, and before the end", async () => {
  const phone = await searching(NO_RELAY);
  phone.clock.advance(5_000);
  const report = phone.sent.find(({ type }) => type === "session:report");
  ok(report?.type === "session:report");
  equal(report.to_user_id, "server");
  equal(report.payload.media, "connecting");
  deepEqual(report.payload.gathering, findings(NO_RELAY).own);
  deepEqual(phone.takeSent(), ["session:report", "call:offer"]);
  answers(phone);
  phone.peer?.listener.allTold();
  finds(phone, { ...NO_RELAY, own: { stun: 701 } });
  phone.clock.advance(5_000);
  deepEqual(phone.takeSent(), ["session:report", "call:end connect_failed"]);
});

Deno.test("when the time to connect is over, what was found last is told before the end", async () => {
  const phone = await searching({ isPathFound: true });
  pass(phone, timers.connect - 100);
  equal(phone.state, "connecting");
  finds(phone, { isPathFound: true, own: { stun: 701 } });
  deepEqual(pass(phone, 100), ["session:report", "call:end connect_failed"]);
});

Deno.test("a call that loses its path tells before its end what was found", async () => {
  const phone = await answering();
  finds(phone, {});
  phone.peer?.path("disconnected");
  phone.clock.advance(timers.disconnected_grace);
  phone.takeSent();
  phone.signal.isOpen = false;
  phone.clock.advance(timers.media_lost - timers.disconnected_grace - 1);
  phone.signal.isOpen = true;
  phone.takeSent();
  finds(phone, { own: { turn_tcp: 701 } });
  phone.clock.advance(1);
  const [report] = phone.sent;
  ok(report?.type === "session:report");
  equal(report.payload.media, "reconnecting");
  deepEqual(phone.takeSent(), ["session:report", "call:end connection_lost"]);
});

Deno.test("whoever hears that the other side gave up is told what this side had found", async () => {
  const phone = await searching({ own: { turn_tls: 441 } });
  phone.runner.received(ended("call-1", "connect_failed"));
  ok(phone.view.state === "idle");
  deepEqual(phone.view.ending?.cause, { kind: "relay-refused", relayOnly: false });
});

Deno.test("what was found is told, too, when it is the other side that tries again", async () => {
  const phone = await answering();
  phone.peer?.path("failed");
  phone.takeSent();
  finds(phone, {});
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs again" }, bo.id));
  deepEqual(phone.takeSent(), ["session:report", "call:answer"]);
});
