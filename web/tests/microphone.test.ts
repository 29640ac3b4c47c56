import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { Microphone, MicrophoneFailure, type MicrophoneProblem } from "../src/call/microphone.ts";

class FakeTrack {
  enabled = true;
  readyState = "live";
  onended: (() => void) | null = null;

  constructor(readonly deviceId: string) {}

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
  }
  stop(): void {
    this.readyState = "ended";
  }
}

function desk() {
  const tracks: FakeTrack[] = [];
  const asked: MediaStreamConstraints[] = [];
  const world: { failure: Error | null; question: Promise<void> | null; lost: number } = {
    failure: null,
    question: null,
    lost: 0,
  };
  const microphone = new Microphone({
    getUserMedia: async (constraints) => {
      asked.push(constraints);
      await world.question;
      if (world.failure !== null) throw world.failure;
      const track = new FakeTrack(`device-${tracks.length}`);
      tracks.push(track);
      // Only what is used of a stream.
      return { getAudioTracks: () => [track] } as unknown as MediaStream;
    },
    enumerateDevices: () =>
      Promise.resolve([
        { deviceId: "a", kind: "audioinput", label: "Headset" },
        { deviceId: "b", kind: "audiooutput", label: "Speaker" },
        { deviceId: "", kind: "audioinput", label: "" },
      ]),
  }, { trackChanged: () => {}, lost: () => world.lost += 1 });
  return { tracks, asked, world, microphone };
}

const live = (tracks: readonly FakeTrack[]) =>
  tracks.filter(({ readyState }) => readyState === "live").length;

Deno.test("asks for sound and nothing else, and once while it is open", async () => {
  const { asked, microphone } = desk();
  const track = await microphone.open();
  equal(await microphone.open(), track);
  deepEqual(asked, [{ audio: true }]);
});

Deno.test("closing stops the track, also one that is still being asked for", async () => {
  const { tracks, world, microphone } = desk();
  await microphone.open();
  microphone.close();
  equal(live(tracks), 0);
  const { promise, resolve } = Promise.withResolvers<void>();
  world.question = promise;
  const opening = microphone.open();
  microphone.close();
  resolve();
  await rejects(opening, MicrophoneFailure);
  equal(tracks.length, 2);
  equal(live(tracks), 0);
});

Deno.test("choosing another device stops the old one and keeps the mute", async () => {
  const { tracks, asked, microphone } = desk();
  await microphone.open();
  microphone.muted = true;
  await microphone.choose("headset");
  deepEqual(asked[1], { audio: { deviceId: { ideal: "headset" } } });
  equal(live(tracks), 1);
  equal(tracks[1]?.enabled, false);
  microphone.muted = false;
  ok(tracks[1]?.enabled);
});

Deno.test("a device that cannot be had leaves the old one in use", async () => {
  const { tracks, world, microphone } = desk();
  await microphone.open();
  world.failure = new DOMException("", "NotReadableError");
  await rejects(microphone.choose("headset"), MicrophoneFailure);
  equal(live(tracks), 1);
});

Deno.test("of two choices in quick succession the later one counts", async () => {
  const { tracks, asked, world, microphone } = desk();
  await microphone.open();
  const slow = Promise.withResolvers<void>();
  world.question = slow.promise;
  const first = microphone.choose("headset");
  world.question = null;
  const second = await microphone.choose("desk");
  slow.resolve();
  equal(await first, null);
  equal(live(tracks), 1);
  equal(microphone.deviceId, second?.getSettings().deviceId);
  deepEqual(asked.at(-1), { audio: { deviceId: { ideal: "desk" } } });
});

Deno.test("the failure of a choice that was overtaken is nobody's trouble", async () => {
  const { tracks, world, microphone } = desk();
  await microphone.open();
  const slow = Promise.withResolvers<void>();
  world.question = slow.promise;
  const first = microphone.choose("headset");
  world.question = null;
  await microphone.choose("desk");
  world.failure = new DOMException("", "NotReadableError");
  slow.resolve();
  equal(await first, null);
  equal(live(tracks), 1);
});

Deno.test("a choice that failed is forgotten: the next call asks for what was in use", async () => {
  const { asked, world, microphone } = desk();
  await microphone.open();
  await microphone.choose("headset");
  const used = microphone.deviceId;
  world.failure = new DOMException("", "NotReadableError");
  await rejects(microphone.choose("broken"), MicrophoneFailure);
  equal(microphone.deviceId, used);
  world.failure = null;
  microphone.close();
  await microphone.open();
  deepEqual(asked.at(-1), { audio: { deviceId: { ideal: "headset" } } });
});

Deno.test("choosing while it is closed opens nothing, but is remembered", async () => {
  const { asked, microphone } = desk();
  equal(await microphone.choose("headset"), null);
  deepEqual(asked, []);
  await microphone.open();
  deepEqual(asked, [{ audio: { deviceId: { ideal: "headset" } } }]);
});

Deno.test("a device that goes away is told, our own stopping is not", async () => {
  const { tracks, world, microphone } = desk();
  await microphone.open();
  const [track] = tracks;
  track?.onended?.();
  equal(world.lost, 1);
  await microphone.reopen();
  equal(track?.onended, null);
  equal(live(tracks), 1);
});

const problems: readonly [string, MicrophoneProblem][] = [
  ["NotAllowedError", "not-allowed"],
  ["NotFoundError", "not-found"],
  ["OverconstrainedError", "not-found"],
  ["NotReadableError", "not-readable"],
  ["AbortError", "not-readable"],
  ["SecurityError", "insecure"],
  ["TypeError", "unknown"],
];

for (const [name, problem] of problems) {
  Deno.test(`${name} is ${problem}`, async () => {
    const { world, microphone } = desk();
    world.failure = new DOMException("", name);
    await rejects(microphone.open(), { problem });
  });
}

Deno.test("a page that is not secure has no microphone", async () => {
  const microphone = new Microphone(undefined, { trackChanged: () => {}, lost: () => {} });
  await rejects(microphone.open(), { problem: "insecure" });
  deepEqual(await microphone.list(), []);
});

Deno.test("the list holds microphones that have a name to choose by", async () => {
  deepEqual(await desk().microphone.list(), [{ id: "a", label: "Headset" }]);
});
