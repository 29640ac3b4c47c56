import { deepEqual, equal, ok } from "node:assert/strict";
import { createPhone, type Phone, type PhoneState } from "../src/call/phone.ts";
import { FakeBrowser } from "./support/fake-browser.ts";
import { FakeLocks } from "./support/fake-locks.ts";
import { settle } from "./support/manual-clock.ts";
import { signedIn, talking } from "./support/whole-phone.ts";
import { alice, bo, ended, incoming, ready, ringingCall, said } from "./support/messages.ts";

function states(phone: Phone): () => PhoneState[] {
  const told: PhoneState[] = [];
  phone.onChange((state) => told.push(state));
  return () => told.splice(0);
}

Deno.test("a phone connects as a device of its own, and tells who is signed in", async () => {
  const browser = new FakeBrowser();
  const phone = createPhone(browser.options);
  deepEqual(phone.state, {
    connection: "closed",
    me: null,
    lost: null,
    obstacle: null,
    call: { state: "idle", peer: null, ending: null, trouble: null, elsewhere: null },
    microphone: { kind: "closed" },
    voiceHint: null,
    microphones: [],
    microphoneId: null,
    processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    voice: null,
  });
  await settle();
  deepEqual(browser.opened, ["wss://talk.example.org/signaling?device_id=id-1"]);
  equal(phone.state.connection, "opening");
  browser.says(ready());
  equal(phone.state.connection, "open");
  deepEqual(phone.state.me, alice);
});

Deno.test("without encryption the socket is not encrypted either, and a reload keeps the device's name", async () => {
  const browser = new FakeBrowser();
  createPhone({ ...browser.options, url: "http://127.0.0.1:8080/page?x=1" }).close();
  createPhone({ ...browser.options, url: "http://127.0.0.1:8080/page?x=1" });
  await settle();
  browser.locks = new FakeLocks();
  createPhone({ ...browser.options, url: "http://127.0.0.1:8080/page?x=1" });
  await settle();
  deepEqual(browser.opened, [
    "ws://127.0.0.1:8080/signaling?device_id=id-1",
    "ws://127.0.0.1:8080/signaling?device_id=id-1",
  ]);
});

Deno.test("below a path the socket and every request are there too", async () => {
  const browser = new FakeBrowser();
  createPhone({ ...browser.options, url: "https://example.org/talk/" });
  await settle();
  deepEqual(browser.opened, ["wss://example.org/talk/signaling?device_id=id-1"]);
  browser.socket.breaks();
  await settle();
  equal(browser.asked.at(-1), "https://example.org/talk/api/session");
});

Deno.test("a listener is told at once, and once for what changes at one moment", async () => {
  const { browser, phone } = await talking();
  await settle();
  const told = states(phone);
  equal(told().length, 1);
  phone.hangUp();
  deepEqual(told(), []);
  await settle();
  const [state, ...more] = told();
  deepEqual(more, []);
  deepEqual([state?.call.state, state?.microphone.kind, state?.voice], ["idle", "closed", null]);
  ok(browser.connection.log.includes("close"));
});

Deno.test("a listener that has enough is told no more", async () => {
  const { browser, phone } = await signedIn();
  let heard = 0;
  const stops = [phone.onChange(() => heard += 1), phone.onMessage(() => heard += 1)];
  browser.says(said("session:call", { call: null }));
  await settle();
  equal(heard, 2);
  for (const stop of stops) stop();
  browser.says(incoming());
  await settle();
  equal(heard, 2);
});

Deno.test("a listener with a fault keeps nothing from the server, nor from the listeners behind it", async () => {
  const { browser, phone } = await signedIn();
  browser.says(incoming("call-of-bo"));
  phone.answer();
  await settle();
  browser.socket.breaks(); // and the accept is lost
  browser.desk.clock.advance(0);
  await settle();
  browser.takeSent();
  browser.faults = [];
  const heard: string[] = [];
  const fail = () => {
    throw new Error("a listener's fault");
  };
  phone.onMessage(fail);
  phone.onMessage(({ type }) => heard.push(type));
  browser.says(
    ready(ringingCall()),
  );
  deepEqual(browser.takeSent(), ["call:accept"]);
  deepEqual(heard, ["session:ready"]);
  deepEqual(browser.faults.map(String), ["Error: a listener's fault"]);
});

Deno.test("a listener of the state with a fault is nothing to the listeners behind it", async () => {
  const { browser, phone } = await signedIn();
  browser.faults = [];
  let isFaulty = false;
  phone.onChange(() => {
    if (isFaulty) throw new Error("a listener's fault");
  });
  const told = states(phone);
  told();
  isFaulty = true;
  browser.says(incoming());
  await settle();
  deepEqual(told().map(({ call }) => call.state), ["ringing"]);
  equal(browser.faults.length, 1);
});

Deno.test("a call that is placed tells with whom it is, since when, and how it ended", async () => {
  const { browser, phone } = await talking();
  const { call, voice } = phone.state;
  ok(call.state === "connected");
  deepEqual(call.call.peer, bo);
  equal(call.since, browser.desk.clock.wallTime());
  ok(voice !== null);
  browser.desk.clock.advance(5_000);
  browser.says(ended(call.call.callId, "hung_up"));
  const { call: over } = phone.state;
  ok(over.state === "idle");
  deepEqual(over.ending, {
    peer: bo,
    role: "caller",
    reason: "hung_up",
    by: "peer",
    unheard: false,
    offline: null,
    talked: 5_000,
    cause: null,
  });
  phone.dismiss();
  deepEqual(phone.state.call, { state: "idle", peer: null, ending: null, trouble: null, elsewhere: null });
});

Deno.test("a call that comes in is answered or declined", async () => {
  const { browser, phone } = await signedIn();
  browser.says(incoming("first"));
  equal(phone.state.call.state, "ringing");
  phone.decline();
  deepEqual(browser.takeSent(), ["call:reject declined"]);
  browser.says(incoming("second"));
  phone.answer();
  await settle();
  deepEqual(browser.takeSent(), ["call:accept"]);
  deepEqual(browser.desk.open, ["Built-in"]);
  phone.hangUp();
  deepEqual(browser.desk.open, []);
});

Deno.test("when nobody is signed in the state says so, and connecting tries again", async () => {
  const { browser, phone } = await signedIn();
  browser.answers.delete("/api/session");
  browser.socket.breaks();
  browser.desk.clock.advance(0);
  equal(phone.state.connection, "opening");
  browser.socket.breaks(); // the server refuses it
  await settle();
  equal(phone.state.connection, "signed-out");
  equal(browser.asked.at(-1), "https://talk.example.org/api/session");
  phone.connect();
  equal(phone.state.connection, "opening");
});

Deno.test("a phone is one person's: it says for whom it asks, and rests when the browser is another's", async () => {
  const browser = new FakeBrowser();
  const phone = createPhone({ ...browser.options, url: "https://talk.example.org/", userId: alice.id });
  await settle();
  deepEqual(browser.opened, ["wss://talk.example.org/signaling?device_id=id-1&user_id=alice-id"]);
  browser.isAnothers = true;
  browser.socket.breaks();
  await settle();
  equal(phone.state.connection, "other-user");
  equal(phone.state.lost, "other-user");
});

Deno.test("a 401 for ICE servers says that the session is lost, while the connection lives on", async () => {
  const { browser, phone } = await signedIn();
  browser.answers.delete("/api/ice-servers");
  phone.call(bo);
  await settle();
  equal(phone.state.lost, "signed-out");
  equal(phone.state.connection, "open");
  browser.says(ready());
  equal(phone.state.lost, null);
});

Deno.test("how a call ended that was over when the page came back is asked of the history", async () => {
  const { browser, phone } = await talking();
  const { call } = phone.state;
  ok(call.state === "connected");
  browser.answers.set(`/api/calls/${call.call.callId}`, {
    call: {
      call_id: call.call.callId,
      peer: bo,
      direction: "outgoing",
      reason: "connection_lost",
      started_at: "2023-11-14T22:13:00.000Z",
      answered_at: "2023-11-14T22:13:01.000Z",
      ended_at: "2023-11-14T22:14:00.000Z",
    },
  });
  browser.says(ready(null));
  await settle();
  const { call: over } = phone.state;
  ok(over.state === "idle");
  equal(over.ending?.reason, "connection_lost");
});

Deno.test("a message that nobody understands is warned of, and the phone goes on", async () => {
  const { browser, phone } = await signedIn();
  browser.socket.onmessage?.({ data: "{" });
  equal(browser.warnings.length, 1);
  equal(phone.state.connection, "open");
});

Deno.test("closing lets go of everything, also of what is still under way", async () => {
  const { browser, phone } = await talking();
  const told = states(phone);
  told();
  phone.close();
  await settle();
  deepEqual(told(), []);
  deepEqual(browser.desk.open, []);
  equal(browser.desk.openCopies, 0);
  equal(browser.desk.listeners.size, 0);
  ok(browser.connection.log.includes("close"));
  ok(browser.socket.closed);
  deepEqual(browser.desk.clock.pending, []);
  deepEqual([browser.page.listeners, browser.window.listeners], [0, 0]);
  deepEqual(browser.locks.held, []);
  phone.connect();
  equal(browser.sockets.length, 1);
  deepEqual(browser.takeSent(), []);
});

Deno.test("whoever closes a phone and makes another in the same page has the same device again, at once", async () => {
  const { browser, phone } = await signedIn();
  deepEqual(browser.locks.held, ["duet.device.id-1"]);
  phone.close();
  createPhone(browser.options);
  await settle();
  const url = "wss://talk.example.org/signaling?device_id=id-1";
  deepEqual(browser.opened, [url, url]);
  deepEqual(browser.locks.held, ["duet.device.id-1"]);
});

Deno.test("a phone that is closed while it looks for its name keeps none, and leaves it to the next one", async () => {
  const { browser, phone: original } = await signedIn();
  const copy = createPhone(browser.options); // in a tab that was duplicated
  await settle();
  copy.close();
  deepEqual(browser.desk.clock.pending.length, 1); // the heartbeat of the original
  createPhone(browser.options);
  original.close();
  await settle();
  const url = "wss://talk.example.org/signaling?device_id=id-1";
  deepEqual(browser.opened, [url, url]);
});

Deno.test("in a call that lasts the connection is told of new servers, without another negotiation", async () => {
  const { browser } = await talking();
  const renewed = { ice_servers: [{ urls: "turn:renewed" }], relay_only: false, ttl: 3_600 };
  browser.answers.set("/api/ice-servers", renewed);
  browser.connection.log.length = 0;
  browser.desk.clock.sleep(1_800_000);
  browser.desk.clock.advance(0);
  await settle();
  deepEqual(browser.connection.log, ["configure turn:renewed"]);
});
