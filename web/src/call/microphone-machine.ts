import { findDevice, type MicrophoneDevice, plainName } from "./audio-inputs.ts";
import type { MicrophoneEffect, MicrophoneEvent, TrackFacts } from "./microphone-events.ts";
import type { MicrophoneProblem } from "./microphone-failure.ts";
import { type MicrophoneState, NOTE_TIME, type Track, trackOf } from "./microphone-state.ts";

/**
 * Opens a microphone for a call and follows the devices while it is open: one that goes away is replaced, and
 * the one that the person chose is used again when it comes back. `MicrophoneState` is what there is to tell;
 * beside it one operation at a time may be under way:
 *
 *     none ── open, choose ───────────▶ asking ── a track, or the last one refused ──▶ none
 *     none ── something has happened ─▶ looking ── all is well ──────────────────────▶ none
 *                                          └────── another one is needed ────────────▶ asking
 *
 * What the person does overtakes an operation; what happens to the devices waits for its end, and is looked at
 * then (`again`). A track that comes for an operation that was overtaken is stopped.
 */
export interface MicrophoneMachine {
  readonly state: MicrophoneState;
  readonly operation: Operation | null;
  /** Our own mute, of this track and those to come until the microphone is closed. */
  readonly muted: boolean;
  /** The device that the person chose; null for the system's own choice. */
  readonly wish: MicrophoneDevice | null;
  /** What was asked for in vain. It is not asked for again by itself before it has been away. */
  readonly refused: string | null;
  /** The identity that was given last to a request or a timer. */
  readonly issued: number;
}

export type Operation =
  /** The list of devices was asked for. */
  | { readonly kind: "looking"; readonly request: number; readonly again: boolean }
  /** A device was asked for (null: the system's own choice), and if it cannot be had the rest will be. */
  | {
    readonly kind: "asking";
    readonly request: number;
    readonly purpose: Purpose;
    readonly device: string | null;
    readonly rest: readonly (string | null)[];
    /** Has nobody chosen another one meanwhile? */
    readonly wishStands: boolean;
    readonly again: boolean;
  };

/** What a track is asked for. `caller` is who waits for it. */
export type Purpose =
  | { readonly kind: "open" | "choose"; readonly caller: number }
  /** By itself; is the one before lost, or does it go on if this fails? */
  | { readonly kind: "follow"; readonly lost: boolean };

export interface MicrophoneStep {
  readonly machine: MicrophoneMachine;
  readonly effects: readonly MicrophoneEffect[];
}

/** A closed microphone, with what the person has chosen earlier. */
export function closedMicrophone(wish: MicrophoneDevice | null): MicrophoneMachine {
  return { state: { kind: "closed" }, operation: null, muted: false, wish, refused: null, issued: 0 };
}

/** What an event does. One about a request, track or timer of an earlier state leaves nothing behind. */
export function handle(
  machine: MicrophoneMachine,
  event: MicrophoneEvent,
  facts: TrackFacts,
): MicrophoneStep {
  const turn = new Turn(machine, facts);
  turn.take(event);
  return { machine: turn.machine, effects: turn.effects };
}

/** One step of the machine: the values that it makes on the way. */
class Turn {
  readonly effects: MicrophoneEffect[] = [];

  constructor(public machine: MicrophoneMachine, private facts: TrackFacts) {}

  take(event: MicrophoneEvent): void {
    const { state, operation } = this.machine;
    switch (event.kind) {
      case "openRequested":
        return this.#open(event.caller);
      case "chooseRequested":
        return this.#choose(event.caller, event.device);
      case "checkRequested":
        if (state.kind === "silenced") this.#enter({ ...state, reopened: false });
        return this.#follow();
      case "muteRequested":
        return this.#mute(event.muted);
      case "closeRequested":
        return this.#close();
      case "devicesChanged":
        return this.#follow();
      case "trackEnded":
        return event.track === trackOf(state)?.id ? this.#follow() : undefined;
      case "trackSilenced": // while an operation is under way it is looked at when that has ended
        return event.track === trackOf(state)?.id && operation === null ? this.#hearSystem() : undefined;
      case "devicesListed":
        return operation?.kind === "looking" && operation.request === event.request
          ? this.#lookAt(event.devices, operation.again)
          : undefined;
      case "trackObtained":
        return operation?.kind === "asking" && operation.request === event.request
          ? this.#obtained(operation, event.track, event.silent)
          : this.#order({ kind: "stopTrack", track: event.track.id });
      case "trackRefused":
        return operation?.kind === "asking" && operation.request === event.request
          ? this.#refused(operation, event.problem)
          : undefined;
      case "timerFired":
        return state.kind === "switched" && state.timer === event.timer
          ? this.#enter({ kind: "fine", track: state.track })
          : undefined;
    }
  }

  // What the person does.

  #open(caller: number): void {
    const { state, wish } = this.machine;
    const track = trackOf(state);
    if (track !== null && !this.facts.ended) {
      return this.#order({ kind: "tellOpened", caller, track: track.id });
    }
    this.#overtake();
    // What happened before anybody listened to the devices is looked at as soon as it is open.
    this.#ask({ kind: "open", caller }, [wish?.id ?? null, null], true);
  }

  #choose(caller: number, device: string | null): void {
    const wish = device === null ? null : { id: device, label: "" };
    const { state, operation } = this.machine;
    this.#set({ wish, refused: null });
    this.#order({ kind: "rememberChoice", device: wish });
    if (state.kind !== "closed") {
      this.#overtake();
      return this.#ask({ kind: "choose", caller }, [device], true);
    }
    // One that is being opened is looked at when it is open.
    if (operation?.kind === "asking") this.#set({ operation: { ...operation, wishStands: false } });
    this.#order({ kind: "tellChosen", caller });
  }

  #mute(muted: boolean): void {
    this.#set({ muted });
    const track = trackOf(this.machine.state);
    if (track !== null) this.#order({ kind: "enableTrack", track: track.id, enabled: !muted });
  }

  #close(): void {
    this.#overtake();
    this.#set({ muted: false });
    if (this.machine.state.kind === "closed") return;
    this.#order({ kind: "unwatchDevices" });
    this.#change({ kind: "closed" });
  }

  // Following the devices.

  #follow(): void {
    const { state, operation } = this.machine;
    if (operation !== null) return this.#set({ operation: { ...operation, again: true } });
    if (state.kind === "closed") return;
    const request = this.#issue();
    this.#set({ operation: { kind: "looking", request, again: false } });
    this.#order({ kind: "listDevices", request });
  }

  /** Does what the devices that are there now ask for, if anything. */
  #lookAt(devices: readonly MicrophoneDevice[], again: boolean): void {
    const { state, wish } = this.machine;
    const wished = wish === null ? undefined : findDevice(wish, devices);
    if (wished === undefined) this.#set({ refused: null });
    const wanted = wished === undefined || wished.id === this.machine.refused ? null : wished.id;

    const track = trackOf(state);
    const lost = track === null || this.facts.ended;
    const stuck = state.kind === "silenced" && !state.reopened;
    const returned = wanted !== null && track !== null && wanted !== track.device.id;
    if (!lost && !stuck && !returned) return this.#end(again);
    this.#ask({ kind: "follow", lost }, lost || stuck ? [wanted, null] : [wanted], again);
  }

  // Asking for a track.

  #ask(purpose: Purpose, ids: readonly (string | null)[], again: boolean): void {
    const [device = null, ...rest] = new Set(ids);
    const request = this.#issue();
    this.#set({ operation: { kind: "asking", request, purpose, device, rest, wishStands: true, again } });
    this.#order({ kind: "askFor", request, device });
  }

  #obtained({ purpose, device, wishStands, again }: Asking, track: Track, silent: boolean): void {
    if (wishStands && device !== null) this.#answered(device, track.device);
    const { state } = this.machine;
    switch (purpose.kind) {
      case "open":
        if (state.kind === "closed") this.#order({ kind: "watchDevices" });
        this.#use(track, silent, null);
        this.#order({ kind: "tellOpened", caller: purpose.caller, track: track.id });
        break;
      case "choose": {
        const asked = device === null || device === track.device.id;
        this.#use(track, silent, asked ? null : track.device);
        this.#order({ kind: "tellChosen", caller: purpose.caller });
        break;
      }
      case "follow": {
        const before = trackOf(state)?.device;
        const same = before?.id === track.device.id && before.label === track.device.label;
        this.#use(track, silent, same ? null : track.device);
        break;
      }
    }
    this.#end(again);
  }

  #refused(asking: Asking, problem: MicrophoneProblem): void {
    const { purpose, device, rest: [next, ...rest], wishStands, again } = asking;
    if (wishStands && device !== null) this.#set({ refused: device });
    // To ask for another one after a refusal by the person would be to nag.
    if (next !== undefined && problem !== "not-allowed") {
      const request = this.#issue();
      this.#set({ operation: { ...asking, request, device: next, rest } });
      return this.#order({ kind: "askFor", request, device: next });
    }
    const { state } = this.machine;
    const track = trackOf(state);
    switch (purpose.kind) {
      case "open":
        this.#order({ kind: "tellFailed", caller: purpose.caller, problem });
        break;
      case "choose":
        if (track !== null && !this.facts.ended) this.#enter({ kind: "kept", track, problem });
        else this.#change({ kind: "missing", problem });
        this.#order({ kind: "tellChosen", caller: purpose.caller });
        break;
      case "follow":
        if (purpose.lost) this.#change({ kind: "missing", problem });
        else if (state.kind === "silenced") this.#enter({ ...state, reopened: true });
        break;
    }
    this.#end(again);
  }

  /** The wish was asked for by this id, and the browser gave this device. */
  #answered(id: string, given: MicrophoneDevice): void {
    this.#set({ refused: given.id === id ? null : id });
    if (given.id !== id) return;
    this.#set({ wish: given }); // now with its name
    this.#order({ kind: "rememberChoice", device: given });
  }

  /** An operation has ended: what was put off until now has its turn. */
  #end(again: boolean): void {
    this.#set({ operation: null });
    this.#hearSystem();
    if (again) this.#follow();
  }

  /** Nothing comes of what is under way; whoever waits for it is told so. */
  #overtake(): void {
    const { operation } = this.machine;
    this.#set({ operation: null });
    if (operation?.kind !== "asking" || operation.purpose.kind === "follow") return;
    const { kind, caller } = operation.purpose;
    this.#order(
      kind === "open" ? { kind: "tellFailed", caller, problem: "unknown" } : { kind: "tellChosen", caller },
    );
  }

  // The states.

  /** `news`: the device that people are to hear of. */
  #use(track: Track, silent: boolean, news: MicrophoneDevice | null): void {
    this.#order({ kind: "enableTrack", track: track.id, enabled: !this.machine.muted });
    this.facts = { ended: false, silent };
    // One that was opened just now and is silent already will not be better for being opened again.
    if (silent) return this.#change({ kind: "silenced", track, reopened: true });
    if (news === null) return this.#change({ kind: "fine", track });
    const timer = this.#issue();
    this.#change({ kind: "switched", track, name: plainName(news), timer });
    this.#order({ kind: "startTimer", timer, delay: NOTE_TIME });
  }

  #hearSystem(): void {
    const { state } = this.machine;
    const track = trackOf(state);
    const { silent } = this.facts;
    if (track === null || silent === (state.kind === "silenced")) return;
    this.#enter(silent ? { kind: "silenced", track, reopened: false } : { kind: "fine", track });
  }

  /** Enters a state with another track, or none, and stops the one before. */
  #change(next: MicrophoneState): void {
    const before = trackOf(this.machine.state)?.id ?? null;
    const after = trackOf(next)?.id ?? null;
    if (before !== null && before !== after) this.#order({ kind: "stopTrack", track: before });
    this.#enter(next);
    if (before !== after) this.#order({ kind: "sendTrack", track: after });
  }

  #enter(state: MicrophoneState): void {
    const before = this.machine.state;
    if (before.kind === "switched") this.#order({ kind: "cancelTimer", timer: before.timer });
    this.#set({ state });
  }

  #issue(): number {
    this.#set({ issued: this.machine.issued + 1 });
    return this.machine.issued;
  }

  #set(changed: Partial<MicrophoneMachine>): void {
    this.machine = { ...this.machine, ...changed };
  }

  #order(effect: MicrophoneEffect): void {
    this.effects.push(effect);
  }
}

type Asking = Extract<Operation, { kind: "asking" }>;
