import { deepEqual, equal, ok } from "node:assert/strict";
import { FakeBrowser, stream } from "./support/fake-browser.ts";
import { settle } from "./support/manual-clock.ts";
import { bo, said } from "./support/messages.ts";
import { signedIn, talking } from "./support/whole-phone.ts";

Deno.test("a mute is what the track does", async () => {
  const { browser, phone } = await talking();
  phone.mute(true);
  equal(browser.desk.track?.enabled, false);
  ok(phone.state.call.state === "connected" && phone.state.call.muted);
  phone.mute(true);
  equal(browser.desk.track?.enabled, false);
  phone.mute(false);
  ok(browser.desk.track?.enabled);
});

Deno.test("who speaks while muted is told, by a copy of the track that goes nowhere", async () => {
  const browser = new FakeBrowser();
  browser.loudness = 0.1;
  const { phone } = await talking(browser);
  phone.mute(true);
  equal(phone.level("me"), 0);
  deepEqual(browser.desk.track?.copies.map(({ enabled }) => enabled), [true]);
  browser.desk.clock.advance(1_000);
  equal(phone.state.voiceHint, "speakingWhileMuted");
  phone.mute(false);
  browser.desk.clock.advance(200);
  equal(phone.state.voiceHint, null);
  phone.hangUp();
  equal(browser.desk.openCopies, 0);
});

Deno.test("a microphone that gives nothing is told, as long as it is the one in use", async () => {
  const { browser, phone } = await talking();
  browser.desk.clock.advance(4_000);
  equal(phone.state.voiceHint, "nothingHeard");
  browser.loudness = 0.001;
  browser.desk.change([{ id: "headset", label: "Headset" }]);
  for (let times = 0; times < 5; times += 1) await settle();
  equal(phone.state.voiceHint, null);
  browser.desk.clock.advance(8_000);
  equal(phone.state.voiceHint, null);
  equal(browser.desk.openCopies, 1);
});

Deno.test("of one's own voice nothing is told before anybody can hear it, or while nobody can", async () => {
  const { browser, phone } = await signedIn();
  phone.call(bo);
  await settle();
  browser.desk.clock.advance(10_000);
  equal(phone.state.voiceHint, null);
  const { call } = phone.state;
  ok(call.state === "calling");
  browser.says(said("call:accept", { call_id: call.call.callId }, bo.id));
  await settle();
  browser.connection.becomes("connected");
  browser.desk.clock.advance(4_000);
  equal(phone.state.voiceHint, "nothingHeard");
  browser.connection.becomes("failed");
  browser.desk.clock.advance(200);
  equal(phone.state.call.state, "reconnecting");
  equal(phone.state.voiceHint, null);
});

Deno.test("while sound is not allowed nobody can tell whether a microphone gives any", async () => {
  const browser = new FakeBrowser();
  browser.isAudible = false;
  const { phone } = await talking(browser);
  browser.desk.clock.advance(60_000);
  equal(phone.state.voiceHint, null);
});

Deno.test("levels are those of the two voices, and silence afterwards and while sound is not allowed", async () => {
  const browser = new FakeBrowser();
  browser.loudness = 0.05;
  const { phone } = await talking(browser);
  const levels = () => [phone.level("me").toFixed(2), phone.level("peer").toFixed(2)];
  browser.isAudible = false;
  deepEqual(levels(), ["0.00", "0.00"]);
  browser.isAudible = true;
  deepEqual(levels(), ["0.72", "1.00"]);
  browser.connection.ontrack?.({ streams: [stream(0.02)], track: {} as MediaStreamTrack });
  deepEqual(levels(), ["0.72", "0.53"]);
  phone.hangUp();
  deepEqual(levels(), ["0.00", "0.00"]);
});

Deno.test("the microphones are told by name once one is open, and another one can be chosen", async () => {
  const { browser, phone } = await signedIn();
  browser.desk.there = [{ id: "built-in", label: "Built-in" }, { id: "headset", label: "Headset" }];
  phone.call(bo);
  await settle();
  deepEqual(phone.state.microphones.map(({ label }) => label), ["Built-in", "Headset"]);
  equal(phone.state.microphoneId, "built-in");
  await phone.chooseMicrophone("headset");
  await settle();
  equal(phone.state.microphoneId, "headset");
  const kind = () => phone.state.microphone.kind;
  equal(kind(), "fine");
  deepEqual(browser.desk.open, ["Headset"]);
  browser.desk.track?.silence(true);
  equal(kind(), "silenced");
  phone.checkMicrophone();
  await settle();
  equal(kind(), "fine");
});

Deno.test("without a microphone silence is sent, so that the other side does not take the path for lost", async () => {
  const { browser, phone } = await talking();
  const [microphone] = browser.desk.there;
  ok(microphone !== undefined);
  const settleAll = async () => {
    for (let times = 0; times < 5; times += 1) await settle();
  };
  browser.desk.change([]);
  await settleAll();
  equal(phone.state.microphone.kind, "missing");
  equal(browser.connection.sent, "silence");
  equal(browser.silence?.readyState, "live");
  browser.desk.change([microphone]);
  await settleAll();
  equal(phone.state.microphone.kind, "switched");
  equal(browser.connection.sent, microphone.label);
  equal(browser.silence?.readyState, "ended");

  browser.desk.change([]);
  await settleAll();
  equal(browser.silence?.readyState, "live");
  phone.hangUp();
  await settleAll();
  equal(browser.silence?.readyState, "ended");
});

Deno.test("silence ends with the phone, too", async () => {
  const { browser, phone } = await talking();
  browser.desk.change([]);
  for (let times = 0; times < 5; times += 1) await settle();
  equal(browser.silence?.readyState, "live");
  phone.close();
  equal(browser.silence?.readyState, "ended");
});
