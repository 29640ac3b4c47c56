import { deepEqual, equal } from "node:assert/strict";
import { type AudioDevice, audioDevice } from "../src/call/audio-device.ts";
import type { MediaDevicesLike } from "../src/call/audio-inputs.ts";
import { storedValue } from "../src/call/stored-value.ts";
import { AudioOutputs, type OutputRole, sinkOf } from "../src/sounds/audio-outputs.ts";
import { outputQuestion } from "../src/sounds/output-question.ts";
import { lateText } from "../src/text/late-text.ts";
import { outputWords } from "../src/text/output-words.ts";
import { FakeStorage } from "./support/fake-storage.ts";
import { settle } from "./support/manual-clock.ts";

const DEFAULT: AudioDevice = { id: "default", label: "Default - Built-in" };
const BUILT_IN: AudioDevice = { id: "built-in", label: "Built-in" };
const COMMUNICATIONS: AudioDevice = { id: "communications", label: "Communications - Headset" };
const HEADSET: AudioDevice = { id: "headset", label: "Headset" };

/** A desk with devices that sound, which come and go. */
class Room implements MediaDevicesLike {
  readonly storage = new FakeStorage();
  readonly listeners = new Set<() => void>();
  changes = 0;
  outputs: AudioOutputs;

  constructor(public there: AudioDevice[]) {
    this.outputs = this.page();
  }

  /** Another page on the same device. */
  page(): AudioOutputs {
    return new AudioOutputs({
      devices: this,
      chosen: {
        speaker: storedValue(this.storage, "speaker", audioDevice),
        ringer: storedValue(this.storage, "ringer", audioDevice),
      },
      changed: () => this.changes += 1,
    });
  }

  getUserMedia(): Promise<MediaStream> {
    return Promise.reject(new Error("nothing is opened for it"));
  }
  enumerateDevices(): Promise<Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]> {
    return Promise.resolve([
      { deviceId: "microphone", kind: "audioinput", label: "Microphone" },
      { deviceId: "", kind: "audiooutput", label: "" },
      ...this.there.map(({ id, label }) => ({ deviceId: id, kind: "audiooutput" as const, label })),
    ]);
  }
  addEventListener(_type: "devicechange", listener: () => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_type: "devicechange", listener: () => void): void {
    this.listeners.delete(listener);
  }
  async change(there: AudioDevice[]): Promise<void> {
    this.there = there;
    this.listeners.forEach((listener) => listener());
    await settle();
  }
}

const sink = ({ known }: AudioOutputs, role: OutputRole) => sinkOf(known.states[role]);

async function room(...there: AudioDevice[]): Promise<Room> {
  const made = new Room(there);
  await settle();
  return made;
}

Deno.test("everything sounds where the system has it until somebody chooses, and each by itself", async () => {
  const { outputs } = await room(DEFAULT, BUILT_IN, HEADSET);
  deepEqual(outputs.known.there, [BUILT_IN, HEADSET]);
  deepEqual([sink(outputs, "speaker"), sink(outputs, "ringer")], ["", ""]);
  outputs.choose("ringer", BUILT_IN);
  deepEqual([sink(outputs, "speaker"), sink(outputs, "ringer")], ["", "built-in"]);
  outputs.choose("ringer", null);
  deepEqual(outputs.known.states.ringer, { kind: "system" });
});

Deno.test("what was chosen is kept for the next page, and another tab of the device follows it", async () => {
  const desk = await room(BUILT_IN, HEADSET);
  desk.outputs.choose("speaker", HEADSET);
  const other = desk.page();
  equal(sink(other, "speaker"), "", "before it has looked which devices there are");
  await settle();
  equal(sink(other, "speaker"), "headset");
  desk.outputs.choose("speaker", BUILT_IN);
  other.chosenElsewhere();
  equal(sink(other, "speaker"), "built-in");
});

Deno.test("a device that has gone gives way to the system's own, and is used again when it is back", async () => {
  const desk = await room(BUILT_IN, HEADSET);
  desk.outputs.choose("speaker", HEADSET);
  const before = desk.changes;
  await desk.change([BUILT_IN]);
  deepEqual([sink(desk.outputs, "speaker"), desk.outputs.known.states.speaker], ["", {
    kind: "away",
    device: HEADSET,
  }]);
  equal(desk.changes, before + 1);
  await desk.change([BUILT_IN, HEADSET]);
  deepEqual(desk.outputs.known.states.speaker, { kind: "chosen", device: HEADSET });
});

Deno.test("one that comes back under another id is known by its name", async () => {
  const desk = await room(BUILT_IN, HEADSET);
  desk.outputs.choose("ringer", HEADSET);
  await desk.change([BUILT_IN, { id: "new", label: "Headset" }]);
  equal(sink(desk.outputs, "ringer"), "new");
});

Deno.test("one that the browser refuses is left alone until it has been away, or is chosen once more", async () => {
  const desk = await room(BUILT_IN, HEADSET);
  desk.outputs.choose("speaker", HEADSET);
  desk.outputs.refused("speaker", "headset");
  deepEqual([sink(desk.outputs, "speaker"), desk.outputs.known.states.speaker.kind], ["", "refused"]);
  await desk.change([BUILT_IN, HEADSET]);
  equal(desk.outputs.known.states.speaker.kind, "refused");
  desk.outputs.choose("speaker", HEADSET);
  equal(sink(desk.outputs, "speaker"), "headset");
  desk.outputs.refused("speaker", "headset");
  await desk.change([BUILT_IN]);
  await desk.change([BUILT_IN, HEADSET]);
  equal(sink(desk.outputs, "speaker"), "headset");
});

Deno.test("before a microphone was allowed a browser tells of none, and the chosen one is used once it does", async () => {
  const desk = await room();
  equal(desk.outputs.known.areTold, false);
  desk.outputs.choose("speaker", HEADSET);
  equal(sink(desk.outputs, "speaker"), "");
  desk.there = [HEADSET];
  await desk.outputs.look();
  deepEqual([desk.outputs.known.areTold, sink(desk.outputs, "speaker")], [true, "headset"]);
});

Deno.test("the system's choice, and the one for calls that Windows has, are not listed once more beside the devices", async () => {
  const { outputs } = await room(DEFAULT, COMMUNICATIONS, HEADSET);
  deepEqual(outputs.known.there, [HEADSET]);
});

Deno.test("what is known is one value until something changes, and then another one that holds for everybody", async () => {
  const desk = await room(BUILT_IN, HEADSET);
  const before = desk.outputs.known;
  equal(desk.outputs.known, before);
  desk.outputs.choose("speaker", HEADSET);
  const after = desk.outputs.known;
  deepEqual([before.states.speaker.kind, after.states.speaker.kind], ["system", "chosen"]);
  equal(desk.outputs.known, after);
});

Deno.test("the system's own cannot be refused: nothing is in its place", async () => {
  const desk = await room(BUILT_IN);
  const { changes } = desk;
  desk.outputs.refused("speaker", "");
  deepEqual([desk.changes, desk.outputs.known.states.speaker.kind], [changes, "system"]);
});

Deno.test("a page that is over follows nothing", async () => {
  const desk = await room(HEADSET);
  desk.outputs.dispose();
  equal(desk.listeners.size, 0);
});

Deno.test("where a page cannot choose, everything sounds where the system has it", () => {
  const chosen = { load: () => HEADSET, save: () => {} };
  const outputs = new AudioOutputs({
    devices: undefined,
    chosen: { speaker: chosen, ringer: chosen },
    changed: () => {},
  });
  deepEqual([outputs.known.there, sink(outputs, "speaker")], [[], ""]);
});

Deno.test("people read when a device is away or refused, also where its name is not known, and else nothing", () => {
  const words = (kind: "chosen" | "away" | "refused", label: string) =>
    outputWords({ kind, device: { id: "headset", label } }, lateText);
  equal(outputWords({ kind: "system" }, lateText), null);
  equal(words("chosen", "Headset"), null);
  equal(words("away", ""), "The device that you chose is away. Until it is back, the system’s own is used.");
  equal(words("away", "Headset"), "Headset is away. Until it is back, the system’s own is used.");
  equal(
    words("refused", ""),
    "The device that you chose could not be used. The system’s own is used.",
  );
});

Deno.test("a browser that has a question of its own for devices is asked by it, and no other", async () => {
  const desk = await room();
  equal(outputQuestion(desk), null);
  equal(outputQuestion(undefined), null);
  const asking = Object.assign(desk, {
    selectAudioOutput: () => Promise.resolve({ deviceId: "headset", label: "Headset" }),
  });
  deepEqual(await outputQuestion(asking)?.(), HEADSET);
});
