import { deepEqual, equal, ok } from "node:assert/strict";
import type { MicrophoneDevice } from "../src/call/audio-inputs.ts";
import type { MicrophoneEvent } from "../src/call/microphone-events.ts";
import { handle } from "../src/call/microphone-machine.ts";
import { closedMicrophone, type MicrophoneMachine } from "../src/call/microphone-model.ts";
import { trackOf } from "../src/call/microphone-state.ts";
import { explore, type Move } from "./support/explore.ts";

// Everything that can happen to the microphone, in every order: the whole set of states is visited.

interface LiveTrack {
  readonly device: MicrophoneDevice;
  readonly enabled: boolean;
  readonly silent: boolean;
  /** Its source is gone. "unheard": and no event has said so. */
  readonly ended: "no" | "heard" | "unheard";
  /** Only another one would process the voice as is wished. */
  readonly outdated: boolean;
}

/** The machine with what it has brought about outside. */
interface World {
  readonly machine: MicrophoneMachine;
  /** Tracks that were obtained and never stopped, by number. */
  readonly tracks: ReadonlyMap<number, LiveTrack>;
  readonly sent: number | null;
  /** Questions without an answer yet. */
  readonly asks: ReadonlySet<number>;
  readonly lists: ReadonlySet<number>;
  /** Who waits for `open` or `choose`. */
  readonly callers: ReadonlySet<number>;
  readonly timers: ReadonlySet<number>;
  readonly watches: boolean;
  /** The number that was given last to a track or caller. */
  readonly issued: number;
}

const START: World = {
  machine: closedMicrophone(null),
  tracks: new Map(),
  sent: null,
  asks: new Set(),
  lists: new Set(),
  callers: new Set(),
  timers: new Set(),
  watches: false,
  issued: 0,
};

const A: MicrophoneDevice = { id: "a", label: "A" };
const B: MicrophoneDevice = { id: "b", label: "B" };

/** Takes one event and performs what follows. Whatever is ordered of something that is not there throws. */
function take(world: World, event: MicrophoneEvent): World {
  const used = world.tracks.get(trackOf(world.machine.state)?.id ?? 0);
  const facts = {
    ended: used !== undefined && used.ended !== "no",
    silent: used?.silent === true,
    outdated: used?.outdated === true,
  };
  const { machine, effects } = handle(world.machine, event, facts);
  const tracks = new Map(world.tracks);
  const asks = new Set(world.asks);
  const lists = new Set(world.lists);
  const callers = new Set(world.callers);
  const timers = new Set(world.timers);
  let { sent, watches } = world;
  for (const effect of effects) {
    switch (effect.kind) {
      case "listDevices":
        lists.add(effect.request);
        break;
      case "askFor":
        asks.add(effect.request);
        break;
      case "enableTrack": {
        const track = tracks.get(effect.track);
        ok(track, "only a live track is muted");
        tracks.set(effect.track, { ...track, enabled: effect.enabled });
        break;
      }
      case "endTrack": {
        const track = tracks.get(effect.track);
        ok(track, "only a live track is ended");
        tracks.set(effect.track, { ...track, ended: "heard" });
        break;
      }
      case "stopTrack":
        ok(tracks.delete(effect.track), "a track is stopped once");
        break;
      case "sendTrack":
        ok(effect.track === null || tracks.has(effect.track), "only a live track is sent");
        sent = effect.track;
        break;
      case "watchDevices":
      case "unwatchDevices":
        equal(watches, effect.kind === "unwatchDevices", "the devices are watched once");
        watches = effect.kind === "watchDevices";
        break;
      case "startTimer":
        timers.add(effect.timer);
        break;
      case "cancelTimer":
        timers.delete(effect.timer);
        break;
      case "rememberChoice":
        break;
      case "tellOpened":
        ok(tracks.has(effect.track), "only a live track is given");
        ok(callers.delete(effect.caller), "everybody is answered once");
        break;
      case "tellFailed":
      case "tellChosen":
        ok(callers.delete(effect.caller), "everybody is answered once");
        break;
    }
  }
  return { ...world, machine, tracks, sent, asks, lists, callers, timers, watches };
}

function moves(world: World): Move<World>[] {
  const { machine, issued } = world;
  const found: Move<World>[] = [];
  const may = (name: string, before: World, event: MicrophoneEvent) =>
    found.push({ name, world: take(before, event) });

  const caller = issued + 1;
  const called: World = { ...world, issued: caller, callers: new Set([...world.callers, caller]) };
  may("open", called, { kind: "openRequested", caller });
  for (const device of [null, A.id, B.id]) {
    may(`choose ${device}`, called, { kind: "chooseRequested", caller, device });
  }
  may("check", world, { kind: "checkRequested" });
  may("close", world, { kind: "closeRequested" });
  may("mute", world, { kind: "muteRequested", muted: !machine.muted });
  may("devices change", world, { kind: "devicesChanged" });

  const used = trackOf(machine.state)?.id ?? 0;
  const track = world.tracks.get(used);
  if (track !== undefined) {
    const changed = (change: Partial<LiveTrack>): World => ({
      ...world,
      tracks: new Map(world.tracks).set(used, { ...track, ...change }),
    });
    may("track ends", changed({ ended: "heard" }), { kind: "trackEnded", track: used });
    may("another processing", changed({ outdated: true }), { kind: "trackOutdated", track: used });
    may("silence", changed({ silent: !track.silent }), { kind: "trackSilenced", track: used });
    if (track.ended === "no") {
      found.push({ name: "track ends unheard", world: changed({ ended: "unheard" }) });
    }
  }
  for (const timer of world.timers) {
    may("timer", { ...world, timers: new Set() }, { kind: "timerFired", timer });
  }
  for (const request of world.lists) {
    const before = { ...world, lists: without(world.lists, request) };
    for (const devices of [[], [A], [B], [A, B]]) {
      const names = devices.map(({ id }) => id).join("");
      may(`devices are "${names}"`, before, { kind: "devicesListed", request, devices });
    }
  }
  for (const request of world.asks) {
    const before = { ...world, asks: without(world.asks, request) };
    for (const problem of ["not-found", "not-allowed"] as const) {
      may(problem, before, { kind: "trackRefused", request, problem });
    }
    for (const device of [A, B]) {
      for (const silent of [false, true]) {
        found.push({
          name: silent ? `silent ${device.id}` : device.id,
          world: obtain(before, request, device, silent),
        });
      }
    }
  }
  return found.map(({ name, world }) => ({ name, world: forgetful(world) }));
}

function obtain(world: World, request: number, device: MicrophoneDevice, silent: boolean): World {
  const id = world.issued + 1;
  const track: LiveTrack = { device, silent, enabled: true, ended: "no", outdated: false };
  const before: World = { ...world, issued: id, tracks: new Map(world.tracks).set(id, track) };
  return take(before, { kind: "trackObtained", request, track: { id, device }, silent });
}

function without(all: ReadonlySet<number>, one: number): Set<number> {
  return new Set([...all].filter((each) => each !== one));
}

/** Of the questions that nobody waits for any more one of a kind is as good as many. */
function forgetful(world: World): World {
  const asked = world.machine.operation?.request;
  const newest = (all: ReadonlySet<number>) => {
    const late = [...all].filter((request) => request !== asked).slice(-1);
    return new Set(asked !== undefined && all.has(asked) ? [...late, asked] : late);
  };
  return { ...world, asks: newest(world.asks), lists: newest(world.lists) };
}

/** Numbers by what they are for: what is left are finitely many worlds. */
function key({ machine, tracks, asks, lists }: World): string {
  const { state, operation, muted, wish, refused } = machine;
  const isLate = (request: number) => request !== operation?.request;
  return JSON.stringify([
    state.kind,
    "reopened" in state ? state.reopened : null,
    [...tracks.values()],
    operation === null ? null : { ...operation, request: 0, ...purposeOf(operation) },
    muted,
    wish,
    refused,
    [...asks].some(isLate),
    [...lists].some(isLate),
  ]);
}

/** Who waits is not what matters, but that somebody does. */
function purposeOf(operation: NonNullable<MicrophoneMachine["operation"]>): object {
  return operation.kind === "asking" ? { purpose: { ...operation.purpose, caller: 0 } } : {};
}

function check(world: World): void {
  const { state, operation, muted } = world.machine;
  const used = trackOf(state)?.id ?? null;
  deepEqual([...world.tracks.keys()], used === null ? [] : [used], "no track leaks");
  equal(world.sent, used, "what is sent is what is used");
  equal(world.watches, state.kind !== "closed", "the devices are watched while it is not closed");
  const timer = state.kind === "switched" ? state.timer : null;
  deepEqual([...world.timers], timer === null ? [] : [timer], "the note's timer runs, and no other");
  const caller = operation?.kind === "asking" && operation.purpose.kind !== "follow"
    ? operation.purpose.caller
    : null;
  deepEqual([...world.callers], caller === null ? [] : [caller], "whoever waits will be answered");
  if (operation !== null) {
    const waiting = operation.kind === "looking" ? world.lists : world.asks;
    ok(waiting.has(operation.request), "what is under way will be answered");
  }
  const track = world.tracks.get(used ?? 0);
  if (track !== undefined) {
    equal(track.enabled, !muted, "a mute is a mute");
    if (operation === null) {
      ok(track.ended !== "heard", "a track that has ended is replaced");
      equal(state.kind === "silenced", track.silent, "silence is told");
    }
  }
  lateIsNothing(world);
  closes(world);
  comesToRest(world);
}

/** An answer that nobody waits for any more changes nothing, and a track that comes with it is stopped. */
function lateIsNothing(world: World): void {
  const { machine } = world;
  const late = (request: number) => request !== machine.operation?.request;
  for (const request of [...world.asks].filter(late)) {
    const after = obtain(world, request, A, false);
    equal(after.machine, machine);
    equal(after.tracks.size, world.tracks.size);
    equal(take(world, { kind: "trackRefused", request, problem: "not-found" }).machine, machine);
  }
  for (const request of [...world.lists].filter(late)) {
    equal(take(world, { kind: "devicesListed", request, devices: [A, B] }).machine, machine);
  }
}

/** Closing leaves nothing behind, and what still arrives is stopped. */
function closes(world: World): void {
  const closed = take(world, { kind: "closeRequested" });
  const { state, operation, muted } = closed.machine;
  deepEqual([state.kind, operation, muted], ["closed", null, false]);
  equal(closed.tracks.size + closed.timers.size + closed.callers.size, 0);
  equal(closed.watches, false);
  for (const request of closed.asks) equal(obtain(closed, request, A, false).tracks.size, 0);
}

/** Whatever is under way ends when its questions are answered, and nothing else has to happen. */
function comesToRest(world: World): void {
  let next = world;
  for (let step = 0; step < 12 && next.machine.operation !== null; step += 1) {
    const { kind, request } = next.machine.operation;
    next = kind === "looking"
      ? take({ ...next, lists: without(next.lists, request) }, {
        kind: "devicesListed",
        request,
        devices: [A, B],
      })
      : obtain({ ...next, asks: without(next.asks, request) }, request, A, false);
  }
  equal(next.machine.operation, null);
}

Deno.test("in every state that can be reached no track leaks, and everybody who waits is answered", () => {
  const worlds = explore({ start: START, moves, key, check });
  const kinds = new Set(worlds.map(({ machine }) => machine.state.kind));
  deepEqual([...kinds].sort(), ["closed", "fine", "kept", "missing", "silenced", "switched"]);
  console.log(`${worlds.length} states of the microphone`);
});
