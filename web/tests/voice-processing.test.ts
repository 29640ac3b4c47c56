import { deepEqual, equal } from "node:assert/strict";
import type { MicrophoneEvent } from "../src/call/microphone-events.ts";
import { handle } from "../src/call/microphone-machine.ts";
import { closedMicrophone } from "../src/call/microphone-model.ts";
import { ALL_PROCESSING, type VoiceProcessing } from "../src/call/voice-processing.ts";
import { BUILT_IN, Desk, HEADSET } from "./support/desk.ts";

const WITH_ECHO: VoiceProcessing = { ...ALL_PROCESSING, echoCancellation: false };
const AS_IT_IS: VoiceProcessing = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

/** What is done to the voice that is sent. */
function heard(desk: Desk): object {
  const { echoCancellation, noiseSuppression, autoGainControl } = desk.live[0]?.getSettings() ?? {};
  return { echoCancellation, noiseSuppression, autoGainControl };
}

Deno.test("a voice is processed in every way unless somebody chose otherwise, and that is kept", async () => {
  const desk = new Desk();
  await desk.microphone.open();
  deepEqual(heard(desk), ALL_PROCESSING);
  desk.microphone.close();
  await desk.microphone.process(AS_IT_IS);
  desk.microphone = desk.sitDown();
  deepEqual(desk.microphone.processing, AS_IT_IS);
  await desk.microphone.open();
  deepEqual(heard(desk), AS_IT_IS);
});

Deno.test("a track that can be processed otherwise goes on", async () => {
  const desk = new Desk();
  await desk.microphone.open();
  await desk.microphone.process(WITH_ECHO);
  await desk.settle();
  deepEqual([heard(desk), desk.tracks.length, desk.sent], [WITH_ECHO, 1, ["Built-in"]]);
});

Deno.test("one that cannot gives way to another of the same device, muted as it was, and no news is made of it", async () => {
  const desk = new Desk([BUILT_IN, HEADSET]);
  desk.takesConstraints = false;
  await desk.microphone.choose("headset");
  await desk.microphone.open();
  await desk.settle();
  desk.microphone.muted = true;
  await desk.microphone.process(WITH_ECHO);
  await desk.settle();
  deepEqual([heard(desk), desk.open, desk.sent], [WITH_ECHO, ["Headset"], ["Headset", "Headset"]]);
  equal(desk.track?.enabled, false);
  equal(desk.told(), "fine");
});

Deno.test("where the device cannot be opened once more that is told, and looking again opens it", async () => {
  const desk = new Desk();
  desk.takesConstraints = false;
  await desk.microphone.open();
  await desk.settle();
  desk.broken.set("", "NotReadableError");
  await desk.microphone.process(WITH_ECHO);
  await desk.settle();
  deepEqual([desk.open, desk.told()], [[], "missing not-readable"]);
  desk.broken.clear();
  desk.microphone.check();
  await desk.settle();
  deepEqual([heard(desk), desk.open], [WITH_ECHO, ["Built-in"]]);
});

Deno.test("what is chosen while a microphone is being opened holds for it", async () => {
  const desk = new Desk();
  desk.takesConstraints = false;
  const slow = Promise.withResolvers<void>();
  desk.question = slow.promise;
  const opening = desk.microphone.open();
  await desk.microphone.process(WITH_ECHO);
  desk.question = null;
  slow.resolve();
  await opening;
  await desk.settle();
  deepEqual([heard(desk), desk.open.length], [WITH_ECHO, 1]);
});

Deno.test("of two choices the later one counts, and a device is not opened without end for it", async () => {
  const desk = new Desk();
  desk.takesConstraints = false;
  await desk.microphone.open();
  void desk.microphone.process(WITH_ECHO);
  void desk.microphone.process(AS_IT_IS);
  await desk.settle();
  deepEqual([heard(desk), desk.open.length, desk.asked.length], [AS_IT_IS, 1, 2]);
  desk.change([BUILT_IN]);
  await desk.settle();
  equal(desk.asked.length, 2);
});

Deno.test("a track that is no longer in use asks for nothing", () => {
  const event: MicrophoneEvent = { kind: "trackOutdated", track: 7 };
  const machine = closedMicrophone(null);
  const step = handle(machine, event, { ended: false, silent: false, outdated: true });
  deepEqual(step, { machine, effects: [] });
});
