import {
  deviceOf,
  findDevice,
  listMicrophones,
  type MediaDevicesLike,
  type MicrophoneDevice,
  openMicrophone,
  plainName,
} from "./audio-inputs.ts";
import type { Clock } from "./clock.ts";
import type { Memory } from "./memory.ts";
import { MicrophoneFailure, type MicrophoneProblem, problemOf } from "./microphone-failure.ts";
import { type MicrophoneState, NOTE_TIME, trackOf } from "./microphone-state.ts";

export interface MicrophoneParts {
  readonly devices: MediaDevicesLike | undefined;
  /** The device that the person chose last; nothing for the system's own choice. */
  readonly chosen: Memory<MicrophoneDevice>;
  readonly clock: Clock;
}

export interface MicrophoneListener {
  /** Another track is sent from now on, or none (null): meters follow it. */
  readonly trackChanged: (track: MediaStreamTrack | null) => void;
  readonly stateChanged: (state: MicrophoneState) => void;
}

/** Something under way. What the person does overtakes it; what happens to the devices waits for its end. */
interface Operation {
  /** Look around when this has ended. */
  again: boolean;
}

const CLOSED: MicrophoneState = { kind: "closed" };

/**
 * Opens a microphone for a call and follows the devices while it is open: one that goes away is replaced,
 * and the one that the person chose is used again when it comes back. One operation runs at a time.
 */
export class Microphone {
  #state: MicrophoneState = CLOSED;
  #muted = false;
  #wish: MicrophoneDevice | null;
  /** What was asked for in vain. It is not asked for again by itself before it has been away. */
  #refused: string | null = null;
  #operation: Operation | null = null;
  #endNote: () => void = () => {};

  constructor(private readonly parts: MicrophoneParts, private readonly listener: MicrophoneListener) {
    this.#wish = parts.chosen.recall();
  }

  get state(): MicrophoneState {
    return this.#state;
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    const track = trackOf(this.#state);
    if (track !== null) track.enabled = !muted;
  }

  /** The device in use, or else the one that will be asked for; null is the system's own choice. */
  get deviceId(): string | null {
    return trackOf(this.#state)?.getSettings().deviceId ?? this.#wish?.id ?? null;
  }

  /** The microphones there are. Browsers tell the names only after permission was given once. */
  list(): Promise<MicrophoneDevice[]> {
    return listMicrophones(this.parts.devices);
  }

  /** Gives the open track, opening it if need be. Throws `MicrophoneFailure`. */
  async open(): Promise<MediaStreamTrack> {
    const open = trackOf(this.#state);
    if (open?.readyState === "live") return open;
    const opened = await this.#operate(true, async (operation) => {
      const track = await this.#obtain(operation, [this.#wish?.id ?? null, null]);
      if (track === null) return null;
      this.parts.devices?.addEventListener("devicechange", this.#follow);
      this.#use(track, null);
      return track;
    });
    if (opened === null) throw new MicrophoneFailure("unknown", "closed while it was being opened");
    return opened;
  }

  /**
   * Chooses a device, or with null the system's own choice, for this call and those to come. If it cannot be
   * had the old one goes on. Settles when this has taken effect, failed or been overtaken.
   */
  async choose(id: string | null): Promise<void> {
    this.#wish = id === null ? null : { id, label: "" };
    this.#refused = null;
    this.parts.chosen.keep(this.#wish);
    if (this.#state.kind === "closed") return;
    await this.#operate(true, async (operation) => {
      try {
        const track = await this.#obtain(operation, [id]);
        const asked = id === null || track === null || deviceOf(track).id === id;
        if (track !== null) this.#use(track, asked ? null : deviceOf(track));
      } catch (error) {
        const problem = problemOf(error);
        const track = trackOf(this.#state);
        if (track?.readyState === "live") this.#enter({ kind: "kept", track, problem });
        else this.#lose(problem);
      }
    });
  }

  /** Looks again whether all is well: the page is in front again, or the person asks for it. */
  check(): void {
    if (this.#state.kind === "silenced") this.#enter({ ...this.#state, reopened: false });
    this.#follow();
  }

  /** Stops the track, also one that is still being opened; the indicator light goes out. */
  close(): void {
    this.#operation = null;
    this.#muted = false;
    this.parts.devices?.removeEventListener("devicechange", this.#follow);
    this.#change(CLOSED);
  }

  /** Overtakes whatever is under way. `again`: what happens meanwhile, or was not looked at yet, may matter. */
  async #operate<T>(again: boolean, work: (operation: Operation) => Promise<T>): Promise<T> {
    const operation: Operation = { again };
    this.#operation = operation;
    try {
      return await work(operation);
    } finally {
      if (operation === this.#operation) {
        this.#operation = null;
        this.#hearSystem();
        if (operation.again) this.#follow();
      }
    }
  }

  readonly #follow = (): void => {
    if (this.#operation !== null) this.#operation.again = true;
    else if (this.#state.kind !== "closed") void this.#operate(false, this.#lookAround);
  };

  /** Does what the devices that are there now ask for, if anything. */
  readonly #lookAround = async (operation: Operation): Promise<void> => {
    const there = await this.list();
    const state = this.#state;
    if (operation !== this.#operation || state.kind === "closed") return;
    const wished = this.#wish === null ? undefined : findDevice(this.#wish, there);
    if (wished === undefined) this.#refused = null;
    const wish = wished === undefined || wished.id === this.#refused ? null : wished.id;

    const before = trackOf(state);
    const lost = before === null || before.readyState === "ended";
    const stuck = state.kind === "silenced" && !state.reopened;
    const returned = wish !== null && before !== null && wish !== deviceOf(before).id;
    if (!lost && !stuck && !returned) return;
    try {
      const track = await this.#obtain(operation, lost || stuck ? [wish, null] : [wish]);
      if (track !== null) this.#use(track, before !== null && isSame(before, track) ? null : deviceOf(track));
    } catch (error) {
      if (lost) this.#lose(problemOf(error));
      else if (state.kind === "silenced") this.#enter({ ...state, reopened: true });
    }
  };

  /**
   * Opens the first of these that can be had. Null if something has overtaken this: then neither its success
   * nor its failure counts, and what still arrives is stopped. Throws `MicrophoneFailure`.
   */
  async #obtain(operation: Operation, ids: readonly (string | null)[]): Promise<MediaStreamTrack | null> {
    const wish = this.#wish;
    let failure = new MicrophoneFailure("unknown");
    for (const id of new Set(ids)) {
      try {
        const track = await openMicrophone(this.parts.devices, id);
        if (operation !== this.#operation) {
          track.stop();
          return null;
        }
        if (wish === this.#wish && id !== null) this.#answered(id, deviceOf(track));
        return track;
      } catch (error) {
        if (operation !== this.#operation) return null;
        if (wish === this.#wish && id !== null) this.#refused = id;
        if (!(error instanceof MicrophoneFailure)) throw error;
        failure = error;
        if (failure.problem === "not-allowed") break; // to ask once more would be to nag
      }
    }
    throw failure;
  }

  /** The wish was asked for by this id, and the browser gave this device. */
  #answered(id: string, given: MicrophoneDevice): void {
    this.#refused = given.id === id ? null : id;
    if (given.id !== id) return;
    this.#wish = given; // now with its name
    this.parts.chosen.keep(given);
  }

  /** `news`: the device that people are to hear of. */
  #use(track: MediaStreamTrack, news: MicrophoneDevice | null): void {
    track.enabled = !this.#muted;
    track.onended = this.#follow; // never fired by our own stop()
    track.onmute = track.onunmute = () => {
      if (this.#operation === null) this.#hearSystem(); // else when that has ended
    };
    // One that was opened just now and is silent already will not be better for being opened again.
    if (track.muted) this.#change({ kind: "silenced", track, reopened: true });
    else if (news === null) this.#change({ kind: "fine", track });
    else this.#change({ kind: "switched", track, name: plainName(news) });
  }

  #lose(problem: MicrophoneProblem): void {
    this.#change({ kind: "missing", problem });
  }

  /** Enters a state with another track, or none, and stops the one before. */
  #change(next: MicrophoneState): void {
    const before = trackOf(this.#state);
    const after = trackOf(next);
    if (before !== null && before !== after) {
      before.onended = before.onmute = before.onunmute = null;
      before.stop();
    }
    this.#enter(next);
    if (before !== after) this.listener.trackChanged(after);
  }

  #hearSystem(): void {
    const track = trackOf(this.#state);
    if (track === null || track.muted === (this.#state.kind === "silenced")) return;
    this.#enter(track.muted ? { kind: "silenced", track, reopened: false } : { kind: "fine", track });
  }

  #enter(state: MicrophoneState): void {
    this.#endNote();
    this.#endNote = () => {};
    this.#state = state;
    if (state.kind === "switched") {
      const { track } = state;
      this.#endNote = this.parts.clock.after(NOTE_TIME, () => this.#enter({ kind: "fine", track }));
    }
    this.listener.stateChanged(state);
  }
}

function isSame(one: MediaStreamTrack, other: MediaStreamTrack): boolean {
  const [a, b] = [deviceOf(one), deviceOf(other)];
  return a.id === b.id && a.label === b.label;
}
