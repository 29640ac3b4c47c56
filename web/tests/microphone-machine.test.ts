import { deepEqual, equal } from "node:assert/strict";
import type { MicrophoneDevice } from "../src/call/audio-inputs.ts";
import type { MicrophoneEffect, MicrophoneEvent } from "../src/call/microphone-events.ts";
import { handle } from "../src/call/microphone-machine.ts";
import { closedMicrophone } from "../src/call/microphone-model.ts";
import { BUILT_IN, HEADSET } from "./support/desk.ts";

const CALLER = 1;

/** A machine, and what its track says of itself. */
class Script {
  machine;
  ended = false;
  silent = false;
  outdated = false;

  constructor(wish: MicrophoneDevice | null = null) {
    this.machine = closedMicrophone(wish);
  }

  /** The state and the orders that follow, in words. */
  on(event: MicrophoneEvent): string[] {
    const { machine, effects } = handle(this.machine, event, this);
    this.machine = machine;
    return [machine.state.kind, ...effects.map(words)];
  }

  /** Open with this device as track 1, and all is well. */
  open(device: MicrophoneDevice): this {
    this.on({ kind: "openRequested", caller: CALLER });
    this.on(obtained(1, 1, device));
    this.on({ kind: "devicesListed", request: 2, devices: [BUILT_IN, HEADSET] });
    return this;
  }
}

function words(effect: MicrophoneEffect): string {
  switch (effect.kind) {
    case "listDevices":
      return `list ${effect.request}`;
    case "askFor":
      return `ask ${effect.request} ${effect.device}`;
    case "enableTrack":
      return `${effect.enabled ? "enable" : "disable"} ${effect.track}`;
    case "endTrack":
      return `end ${effect.track}`;
    case "stopTrack":
      return `stop ${effect.track}`;
    case "sendTrack":
      return `send ${effect.track}`;
    case "watchDevices":
      return "watch";
    case "unwatchDevices":
      return "unwatch";
    case "startTimer":
      return `timer ${effect.timer} ${effect.delay}`;
    case "cancelTimer":
      return `cancel ${effect.timer}`;
    case "rememberChoice":
      return `remember ${effect.device?.id ?? null} "${effect.device?.label ?? ""}"`;
    case "tellOpened":
      return `opened ${effect.track}`;
    case "tellFailed":
      return `failed ${effect.problem}`;
    case "tellChosen":
      return "chosen";
  }
}

function obtained(request: number, id: number, device: MicrophoneDevice, silent = false): MicrophoneEvent {
  return { kind: "trackObtained", request, track: { id, device }, silent };
}

const refused = (request: number): MicrophoneEvent => ({
  kind: "trackRefused",
  request,
  problem: "not-readable",
});
const choose = (device: string | null): MicrophoneEvent => ({
  kind: "chooseRequested",
  caller: CALLER,
  device,
});

Deno.test("opening gives the system's own choice, and looks around once it is open", () => {
  const script = new Script();
  deepEqual(script.on({ kind: "openRequested", caller: CALLER }), ["closed", "ask 1 null"]);
  deepEqual(script.on(obtained(1, 1, BUILT_IN)), [
    "fine",
    "watch",
    "enable 1",
    "send 1",
    "opened 1",
    "list 2",
  ]);
  deepEqual(script.on({ kind: "devicesListed", request: 2, devices: [BUILT_IN] }), ["fine"]);
  deepEqual(script.on({ kind: "openRequested", caller: CALLER }), ["fine", "opened 1"]);
  deepEqual(script.on({ kind: "closeRequested" }), ["closed", "unwatch", "stop 1", "send null"]);
});

Deno.test("a wish that cannot be had is followed by the system's own choice, and its refusal is remembered", () => {
  const script = new Script(HEADSET);
  deepEqual(script.on({ kind: "openRequested", caller: CALLER }), ["closed", "ask 1 headset"]);
  deepEqual(script.on(refused(1)), ["closed", "ask 2 null"]);
  script.on(obtained(2, 1, BUILT_IN));
  deepEqual(script.on({ kind: "devicesListed", request: 3, devices: [BUILT_IN, HEADSET] }), ["fine"]);
  equal(script.machine.refused, "headset");
  script.on({ kind: "devicesChanged" });
  script.on({ kind: "devicesListed", request: 4, devices: [BUILT_IN] });
  script.on({ kind: "devicesChanged" });
  deepEqual(script.on({ kind: "devicesListed", request: 5, devices: [BUILT_IN, HEADSET] }), [
    "fine",
    "ask 6 headset",
  ]);
});

Deno.test("whoever refuses one device is not asked for another", () => {
  const script = new Script(HEADSET);
  script.on({ kind: "openRequested", caller: CALLER });
  deepEqual(script.on({ kind: "trackRefused", request: 1, problem: "not-allowed" }), [
    "closed",
    "failed not-allowed",
  ]);
});

Deno.test("a track that ends is replaced with a note, which goes away by itself", () => {
  const script = new Script().open(BUILT_IN);
  script.ended = true;
  deepEqual(script.on({ kind: "trackEnded", track: 1 }), ["fine", "list 3"]);
  deepEqual(script.on({ kind: "devicesListed", request: 3, devices: [HEADSET] }), ["fine", "ask 4 null"]);
  deepEqual(script.on(obtained(4, 2, HEADSET)), [
    "switched",
    "enable 2",
    "stop 1",
    "send 2",
    "timer 5 8000",
  ]);
  script.ended = false;
  deepEqual(script.on({ kind: "timerFired", timer: 5 }), ["fine", "cancel 5"]);
});

Deno.test("what happens while one is asked for is looked at afterwards", () => {
  const script = new Script().open(BUILT_IN);
  deepEqual(script.on(choose("headset")), ["fine", 'remember headset ""', "ask 3 headset"]);
  deepEqual(script.on({ kind: "devicesChanged" }), ["fine"]);
  deepEqual(script.on(obtained(3, 2, HEADSET)), [
    "fine",
    'remember headset "Headset"',
    "enable 2",
    "stop 1",
    "send 2",
    "chosen",
    "list 4",
  ]);
});

Deno.test("a choice that fails keeps the old track, or tells that there is none any more", () => {
  for (const [ended, state] of [[false, "kept"], [true, "missing"]] as const) {
    const script = new Script().open(BUILT_IN);
    script.on(choose("headset"));
    script.ended = ended;
    const [told, ...orders] = script.on(refused(3));
    equal(told, state);
    deepEqual(orders, ended ? ["stop 1", "send null", "chosen", "list 4"] : ["chosen", "list 4"]);
  }
});

Deno.test("a choice overtakes what is under way: its answer comes too late, and its track is stopped", () => {
  const script = new Script().open(BUILT_IN);
  script.on(choose("headset"));
  deepEqual(script.on(choose(null)), ["fine", 'remember null ""', "chosen", "ask 4 null"]);
  deepEqual(script.on(obtained(3, 2, HEADSET)), ["fine", "stop 2"]);
  deepEqual(script.on({ kind: "closeRequested" }), ["closed", "chosen", "unwatch", "stop 1", "send null"]);
});

Deno.test("closing while it is opened tells whoever waits, and stops the track that still comes", () => {
  const script = new Script();
  script.on({ kind: "openRequested", caller: CALLER });
  deepEqual(script.on({ kind: "closeRequested" }), ["closed", "failed unknown"]);
  deepEqual(script.on(obtained(1, 1, BUILT_IN)), ["closed", "stop 1"]);
});

Deno.test("silence is told, opened again once, and our own mute is something else", () => {
  const script = new Script().open(BUILT_IN);
  deepEqual(script.on({ kind: "muteRequested", muted: true }), ["fine", "disable 1"]);
  script.silent = true;
  deepEqual(script.on({ kind: "trackSilenced", track: 1 }), ["silenced"]);
  deepEqual(script.on({ kind: "checkRequested" }), ["silenced", "list 3"]);
  deepEqual(script.on({ kind: "devicesListed", request: 3, devices: [BUILT_IN] }), [
    "silenced",
    "ask 4 null",
  ]);
  deepEqual(script.on(obtained(4, 2, BUILT_IN, true)), ["silenced", "disable 2", "stop 1", "send 2"]);
  script.on({ kind: "devicesChanged" });
  deepEqual(script.on({ kind: "devicesListed", request: 5, devices: [BUILT_IN] }), ["silenced"]);
  script.silent = false;
  deepEqual(script.on({ kind: "trackSilenced", track: 2 }), ["fine"]);
});
