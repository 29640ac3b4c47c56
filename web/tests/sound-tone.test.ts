import { deepEqual, equal, ok } from "node:assert/strict";
import { sendTo, type SinkElement, type SoundOutput, soundTone } from "../src/sounds/sound-tone.ts";
import { TONES } from "../src/sounds/tones.ts";
import { FakeAudio, SYSTEM_OUTPUT } from "./support/fake-audio.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

/** An element that can be sent to one device, and plays unless it is told not to. */
class Element implements SinkElement {
  srcObject: MediaProvider | null = null;
  sink = "";
  playing = false;

  constructor(private readonly device: string, private readonly mayPlay = true) {}

  setSinkId(sink: string): Promise<void> {
    if (sink !== this.device) return Promise.reject(new DOMException("", "NotFoundError"));
    this.sink = sink;
    return Promise.resolve();
  }
  play(): Promise<void> {
    if (!this.mayPlay) return Promise.reject(new DOMException("", "NotAllowedError"));
    this.playing = true;
    return Promise.resolve();
  }
  pause(): void {
    this.playing = false;
  }
}

function sounding(element: SinkElement, volume = 1, tone = TONES.ring) {
  const audio = new FakeAudio();
  const clock = new ManualClock();
  const refused: string[] = [];
  const output: SoundOutput = { sink: "headset", refused: () => refused.push("headset") };
  const stop = soundTone(audio.context, { tone, volume, output }, () => {}, () => element, clock);
  return { audio, clock, refused, stop };
}

/** The volume of what goes out here. */
const volumeAt = ({ connected }: FakeAudio, place: unknown) =>
  connected.filter(({ to }) => to === place).map(({ node }) => node.gain.value);

Deno.test("where no device was chosen a tone sounds at once where the system has it, as loud as was chosen", () => {
  const audio = new FakeAudio();
  const stop = soundTone(audio.context, { tone: TONES.test, volume: 0.3, output: SYSTEM_OUTPUT }, () => {
    throw new Error("no element is needed");
  });
  ok(audio.sounding > 0);
  deepEqual(volumeAt(audio, audio.destination), [0.3]);
  stop();
  equal(audio.sounding, 0);
});

Deno.test("on a chosen device it sounds by an element that was sent there before it plays", async () => {
  const element = new Element("headset");
  const { audio, refused, stop } = sounding(element, 0.5);
  equal(audio.sounding, 0);
  await settle();
  ok(audio.sounding > 0);
  deepEqual([element.sink, element.playing, element.srcObject], ["headset", true, audio.stream]);
  deepEqual([volumeAt(audio, audio.destination), refused], [[], []]);
  stop();
  deepEqual([audio.sounding, element.playing, element.srcObject], [0, false, null]);
});

Deno.test("a device is let go when a tone is over by itself, and not before", async () => {
  const element = new Element("headset");
  const { audio } = sounding(element, 1, TONES.busy);
  await settle();
  audio.advance(TONES.busy.cycle * (TONES.busy.times - 1));
  ok(element.playing);
  audio.advance(TONES.busy.cycle);
  deepEqual([audio.sounding, element.playing, element.srcObject], [0, false, null]);
});

Deno.test("a device that the browser refuses is told, and the system's own rings", async () => {
  const { audio, refused } = sounding(new Element("another"));
  await settle();
  deepEqual([refused, volumeAt(audio, audio.destination)], [["headset"], [1]]);
  ok(audio.sounding > 0);
});

Deno.test("an element that may not play yet says nothing against the device, and the system's own rings", async () => {
  const { audio, refused } = sounding(new Element("headset", false));
  await settle();
  deepEqual([refused, volumeAt(audio, audio.destination)], [[], [1]]);
});

Deno.test("a device that gives no answer is not waited for: it is told, and the system's own rings", async () => {
  const element = new Element("headset");
  const sent = Promise.withResolvers<void>();
  element.setSinkId = () => sent.promise;
  const { audio, clock, refused } = sounding(element);
  clock.advance(2_999);
  await settle();
  equal(audio.sounding, 0);
  clock.advance(1);
  await settle();
  deepEqual([refused, volumeAt(audio, audio.destination)], [["headset"], [1]]);
  sent.resolve();
  await settle();
  deepEqual([element.playing, element.srcObject], [false, null], "when it answers after all");
});

Deno.test("an element that does not begin in time gives way to the system's own, and the device is let go", async () => {
  const element = new Element("headset");
  const begun = Promise.withResolvers<void>();
  element.play = () => begun.promise;
  const { audio, clock, refused, stop } = sounding(element);
  await settle();
  clock.advance(3_000);
  await settle();
  deepEqual([refused, volumeAt(audio, audio.destination), element.srcObject], [[], [1], null]);
  begun.resolve();
  await settle();
  deepEqual([volumeAt(audio, audio.destination), clock.pending], [[1], []]);
  stop();
  equal(audio.sounding, 0);
});

Deno.test("what was stopped before the device was there does not sound any more", async () => {
  const { audio, stop } = sounding(new Element("headset"));
  stop();
  await settle();
  equal(audio.made, 0);
});

Deno.test("a browser whose elements cannot be sent anywhere plays all the same", async () => {
  await sendTo({}, { sink: "headset", refused: () => ok(false) });
});
