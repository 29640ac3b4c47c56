import { wantedDevice } from "./audio-device.ts";
import type { MicrophoneDevice } from "./audio-inputs.ts";
import type { MicrophoneEffect, MicrophoneEvent, TrackFacts } from "./microphone-events.ts";
import type { MicrophoneProblem } from "./microphone-failure.ts";
import type { MicrophoneMachine, Operation, Purpose } from "./microphone-model.ts";
import { type Track, trackOf } from "./microphone-state.ts";
import { MicrophoneTurn } from "./microphone-turn.ts";

export interface MicrophoneStep {
  readonly machine: MicrophoneMachine;
  readonly effects: readonly MicrophoneEffect[];
}

/** What an event does. One about a request, track or timer of an earlier state leaves nothing behind. */
export function handle(
  machine: MicrophoneMachine,
  event: MicrophoneEvent,
  facts: TrackFacts,
): MicrophoneStep {
  const turn = new MicrophoneTurn(machine, facts);
  new Decider(turn).take(event);
  return { machine: turn.machine, effects: turn.effects };
}

type Asking = Extract<Operation, { kind: "asking" }>;

/** Decides what an event leads to. */
class Decider {
  constructor(private readonly turn: MicrophoneTurn) {}

  take(event: MicrophoneEvent): void {
    const { state, operation } = this.turn.machine;
    switch (event.kind) {
      case "openRequested":
        return this.#open(event.caller);
      case "chooseRequested":
        return this.#choose(event.caller, event.device);
      case "checkRequested":
        if (state.kind === "silenced") this.turn.enter({ ...state, reopened: false });
        return this.#follow();
      case "muteRequested":
        return this.#mute(event.muted);
      case "closeRequested":
        return this.#close();
      case "devicesChanged":
        return this.#follow();
      case "trackOutdated":
        return event.track === trackOf(state)?.id ? this.#follow() : undefined;
      case "trackEnded":
        return event.track === trackOf(state)?.id ? this.#follow() : undefined;
      case "trackSilenced": // while an operation is under way it is looked at when that has ended
        return event.track === trackOf(state)?.id && operation === null ? this.turn.hearSystem() : undefined;
      case "devicesListed":
        return operation?.kind === "looking" && operation.request === event.request
          ? this.#lookAt(event.devices, operation.again)
          : undefined;
      case "trackObtained":
        return operation?.kind === "asking" && operation.request === event.request
          ? this.#obtained(operation, event.track, event.silent)
          : this.turn.order({ kind: "stopTrack", track: event.track.id });
      case "trackRefused":
        return operation?.kind === "asking" && operation.request === event.request
          ? this.#refused(operation, event.problem)
          : undefined;
      case "timerFired":
        return state.kind === "switched" && state.timer === event.timer
          ? this.turn.enter({ kind: "fine", track: state.track })
          : undefined;
    }
  }

  // What the person does.

  #open(caller: number): void {
    const { state, wish } = this.turn.machine;
    const track = trackOf(state);
    if (track !== null && !this.turn.facts.ended) {
      return this.turn.order({ kind: "tellOpened", caller, track: track.id });
    }
    this.#overtake();
    // What happened before anybody listened to the devices is looked at as soon as it is open.
    this.#ask({ kind: "open", caller }, [wish?.id ?? null, null], true);
  }

  #choose(caller: number, device: string | null): void {
    const wish = device === null ? null : { id: device, label: "" };
    const { state, operation } = this.turn.machine;
    this.turn.set({ wish, refused: null });
    this.turn.order({ kind: "rememberChoice", device: wish });
    if (state.kind !== "closed") {
      this.#overtake();
      return this.#ask({ kind: "choose", caller }, [device], true);
    }
    // One that is being opened is looked at when it is open.
    if (operation?.kind === "asking") this.turn.set({ operation: { ...operation, wishStands: false } });
    this.turn.order({ kind: "tellChosen", caller });
  }

  #mute(muted: boolean): void {
    this.turn.set({ muted });
    const track = trackOf(this.turn.machine.state);
    if (track !== null) this.turn.order({ kind: "enableTrack", track: track.id, enabled: !muted });
  }

  #close(): void {
    this.#overtake();
    this.turn.set({ muted: false });
    if (this.turn.machine.state.kind === "closed") return;
    this.turn.order({ kind: "unwatchDevices" });
    this.turn.change({ kind: "closed" });
  }

  // Following the devices.

  #follow(): void {
    const { state, operation } = this.turn.machine;
    if (operation !== null) return this.turn.set({ operation: { ...operation, again: true } });
    if (state.kind === "closed") return;
    const request = this.turn.issue();
    this.turn.set({ operation: { kind: "looking", request, again: false } });
    this.turn.order({ kind: "listDevices", request });
  }

  /** Does what the devices that are there now ask for, if anything. */
  #lookAt(devices: readonly MicrophoneDevice[], again: boolean): void {
    const { state } = this.turn.machine;
    const found = wantedDevice(this.turn.machine, devices);
    this.turn.set({ refused: found.refused });
    const wanted = found.wanted?.id ?? null;

    const track = trackOf(state);
    const lost = track === null || this.turn.facts.ended;
    const stuck = state.kind === "silenced" && !state.reopened;
    const outdated = !lost && this.turn.facts.outdated;
    const returned = wanted !== null && track !== null && wanted !== track.device.id;
    if (!lost && !stuck && !outdated && !returned) return this.#end(again);
    // While one of its tracks is live, Chromium gives a device as that one is, whatever is asked for.
    if (outdated) this.turn.order({ kind: "endTrack", track: track.id });
    const isOver = lost || outdated;
    this.#ask({ kind: "follow", lost: isOver }, isOver || stuck ? [wanted, null] : [wanted], again);
  }

  // Asking for a track.

  #ask(purpose: Purpose, ids: readonly (string | null)[], again: boolean): void {
    const [device = null, ...rest] = new Set(ids);
    const request = this.turn.issue();
    this.turn.set({ operation: { kind: "asking", request, purpose, device, rest, wishStands: true, again } });
    this.turn.order({ kind: "askFor", request, device });
  }

  #obtained({ purpose, device, wishStands, again }: Asking, track: Track, silent: boolean): void {
    if (wishStands && device !== null) this.#answered(device, track.device);
    const { state } = this.turn.machine;
    switch (purpose.kind) {
      case "open":
        if (state.kind === "closed") this.turn.order({ kind: "watchDevices" });
        this.turn.use(track, silent, null);
        this.turn.order({ kind: "tellOpened", caller: purpose.caller, track: track.id });
        break;
      case "choose": {
        const asked = device === null || device === track.device.id;
        this.turn.use(track, silent, asked ? null : track.device);
        this.turn.order({ kind: "tellChosen", caller: purpose.caller });
        break;
      }
      case "follow": {
        const before = trackOf(state)?.device;
        const same = before?.id === track.device.id && before.label === track.device.label;
        this.turn.use(track, silent, same ? null : track.device);
        break;
      }
    }
    this.#end(again);
  }

  #refused(asking: Asking, problem: MicrophoneProblem): void {
    const { purpose, device, rest: [next, ...rest], wishStands, again } = asking;
    if (wishStands && device !== null) this.turn.set({ refused: device });
    // To ask for another one after a refusal by the person would be to nag.
    if (next !== undefined && problem !== "not-allowed") {
      const request = this.turn.issue();
      this.turn.set({ operation: { ...asking, request, device: next, rest } });
      return this.turn.order({ kind: "askFor", request, device: next });
    }
    const { state } = this.turn.machine;
    const track = trackOf(state);
    switch (purpose.kind) {
      case "open":
        this.turn.order({ kind: "tellFailed", caller: purpose.caller, problem });
        break;
      case "choose":
        if (track !== null && !this.turn.facts.ended) this.turn.enter({ kind: "kept", track, problem });
        else this.turn.change({ kind: "missing", problem });
        this.turn.order({ kind: "tellChosen", caller: purpose.caller });
        break;
      case "follow":
        if (purpose.lost) this.turn.change({ kind: "missing", problem });
        else if (state.kind === "silenced") this.turn.enter({ ...state, reopened: true });
        break;
    }
    this.#end(again);
  }

  /** The wish was asked for by this id, and the browser gave this device. */
  #answered(id: string, given: MicrophoneDevice): void {
    this.turn.set({ refused: given.id === id ? null : id });
    if (given.id !== id) return;
    this.turn.set({ wish: given }); // now with its name
    this.turn.order({ kind: "rememberChoice", device: given });
  }

  /** An operation has ended: what was put off until now has its turn. */
  #end(again: boolean): void {
    this.turn.set({ operation: null });
    this.turn.hearSystem();
    if (again) this.#follow();
  }

  /** Nothing comes of what is under way; whoever waits for it is told so. */
  #overtake(): void {
    const { operation } = this.turn.machine;
    this.turn.set({ operation: null });
    if (operation?.kind !== "asking" || operation.purpose.kind === "follow") return;
    const { kind, caller } = operation.purpose;
    this.turn.order(
      kind === "open" ? { kind: "tellFailed", caller, problem: "unknown" } : { kind: "tellChosen", caller },
    );
  }
}
