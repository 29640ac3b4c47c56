import {
  deviceOf,
  listMicrophones,
  type MicrophoneDevice,
  type MicrophoneSource,
  openMicrophone,
} from "./audio-inputs.ts";
import type { Clock } from "./clock.ts";
import { EventQueue } from "./event-queue.ts";
import type { StoredValue } from "./stored-value.ts";
import type { MicrophoneEffect, MicrophoneEvent, TrackFacts } from "./microphone-events.ts";
import { MicrophoneFailure, problemOf } from "./microphone-failure.ts";
import { handle } from "./microphone-machine.ts";
import { closedMicrophone, type MicrophoneMachine } from "./microphone-model.ts";
import { type MicrophoneState, trackOf } from "./microphone-state.ts";
import { ALL_PROCESSING, takesProcessing, type VoiceProcessing } from "./voice-processing.ts";

export interface MicrophoneParts extends MicrophoneSource {
  /** The device that the person chose last; nothing for the system's own choice. */
  readonly chosen: StoredValue<MicrophoneDevice>;
  /** What the person chose of what is done to the voice; nothing for all of it. */
  readonly processing: StoredValue<VoiceProcessing>;
  readonly clock: Clock;
  /** Told of what an effect throws. */
  readonly report: (fault: unknown) => void;
}

export interface MicrophoneListener {
  /** Another track is sent from now on, or none (null): meters follow it. */
  readonly trackChanged: (track: MediaStreamTrack | null) => void;
  /** The track in use ends for another one that is asked for now: whoever holds a copy lets go of it. */
  readonly trackEnds: () => void;
  readonly stateChanged: (state: MicrophoneState) => void;
  /** The microphones there are; told whenever they were looked at. */
  readonly devicesListed: (devices: readonly MicrophoneDevice[]) => void;
}

interface Opening {
  readonly opened: (track: MediaStreamTrack) => void;
  readonly failed: (failure: MicrophoneFailure) => void;
}

/** The microphone of this device: performs what its machine orders, and owns the tracks. */
export class Microphone {
  #machine: MicrophoneMachine;
  /** Those that were obtained and are not stopped. */
  readonly #tracks = new Map<number, MediaStreamTrack>();
  /** With which processing each of them was opened. */
  readonly #openedWith = new WeakMap<MediaStreamTrack, VoiceProcessing>();
  /** The one that does not take the processing that is chosen. */
  #outdated: MediaStreamTrack | null = null;
  #processing: VoiceProcessing;
  /** Who waits for a track, or for a choice to take effect. */
  readonly #opening = new Map<number, Opening>();
  readonly #choosing = new Map<number, () => void>();
  /** The numbers of tracks and callers. */
  #issued = 0;
  #cancelTimer: () => void = () => {};
  readonly #events: EventQueue<MicrophoneEvent>;

  constructor(private readonly parts: MicrophoneParts, private readonly listener: MicrophoneListener) {
    this.#events = new EventQueue((event) => this.#step(event), parts.report);
    this.#machine = closedMicrophone(parts.chosen.load());
    this.#processing = parts.processing.load() ?? ALL_PROCESSING;
  }

  get state(): MicrophoneState {
    return this.#machine.state;
  }

  get muted(): boolean {
    return this.#machine.muted;
  }

  set muted(muted: boolean) {
    this.#events.put({ kind: "muteRequested", muted });
  }

  /** The device in use, or else the one that will be asked for; null is the system's own choice. */
  get deviceId(): string | null {
    return (trackOf(this.state)?.device.id || this.#machine.wish?.id) ?? null;
  }

  /** Gives the open track, opening it if need be. Throws `MicrophoneFailure`. */
  open(): Promise<MediaStreamTrack> {
    const caller = ++this.#issued;
    return new Promise((opened, failed) => {
      this.#opening.set(caller, { opened, failed });
      this.#events.put({ kind: "openRequested", caller });
    });
  }

  /**
   * Chooses a device, or with null the system's own choice, for this call and those to come. If it cannot be
   * had the old one goes on. Settles when this has taken effect, failed or been overtaken.
   */
  choose(device: string | null): Promise<void> {
    const caller = ++this.#issued;
    return new Promise((resolve) => {
      this.#choosing.set(caller, resolve);
      this.#events.put({ kind: "chooseRequested", caller, device });
    });
  }

  /** What is done to the voice. */
  get processing(): VoiceProcessing {
    return this.#processing;
  }

  /** Another processing of the voice, at once and from now on. The call goes on with what can be had of it. */
  process(wanted: VoiceProcessing): Promise<void> {
    this.#processing = wanted;
    this.parts.processing.save(wanted);
    return this.#update();
  }

  /** Looks again whether all is well: the page is in front again, or the person asks for it. */
  check(): void {
    this.#events.put({ kind: "checkRequested" });
  }

  /** Stops the track, also one that is still being opened; the indicator light goes out. */
  close(): void {
    this.#events.put({ kind: "closeRequested" });
  }

  #step(event: MicrophoneEvent): void {
    const before = this.state;
    const { machine, effects } = handle(this.#machine, event, this.#facts());
    this.#machine = machine;
    if (this.state !== before) this.listener.stateChanged(this.state);
    for (const effect of effects) this.#perform(effect);
  }

  #facts(): TrackFacts {
    const track = this.#current;
    return {
      ended: track?.readyState === "ended",
      silent: track?.muted === true,
      outdated: track !== undefined && track === this.#outdated,
    };
  }

  get #current(): MediaStreamTrack | undefined {
    return this.#tracks.get(trackOf(this.state)?.id ?? 0);
  }

  /** The track in use takes the processing that is chosen, or gives way to one that is opened with it. */
  async #update(): Promise<void> {
    const track = this.#current;
    const wanted = this.#processing;
    if (track === undefined || this.#openedWith.get(track) === wanted) return;
    const taken = await takesProcessing(track, wanted);
    if (wanted !== this.#processing) return; // chosen anew meanwhile
    this.#outdated = taken ? null : track;
    if (!taken && track === this.#current) {
      this.#events.put({ kind: "trackOutdated", track: trackOf(this.state)?.id ?? 0 });
    }
  }

  #perform(effect: MicrophoneEffect): void {
    switch (effect.kind) {
      case "listDevices":
        return this.#list(effect.request);
      case "askFor":
        return this.#ask(effect.request, effect.device);
      case "enableTrack": {
        const track = this.#tracks.get(effect.track);
        if (track !== undefined) track.enabled = effect.enabled;
        return;
      }
      case "endTrack":
        this.listener.trackEnds();
        return this.#tracks.get(effect.track)?.stop();
      case "stopTrack":
        return this.#stop(effect.track);
      case "sendTrack":
        return this.listener.trackChanged(
          effect.track === null ? null : this.#tracks.get(effect.track) ?? null,
        );
      case "watchDevices":
        return this.parts.devices?.addEventListener("devicechange", this.#devicesChanged);
      case "unwatchDevices":
        return this.parts.devices?.removeEventListener("devicechange", this.#devicesChanged);
      case "startTimer": {
        const { timer, delay } = effect;
        this.#cancelTimer = this.parts.clock.after(
          delay,
          () => this.#events.put({ kind: "timerFired", timer }),
        );
        return;
      }
      case "cancelTimer":
        return this.#cancelTimer();
      case "rememberChoice":
        return this.parts.chosen.save(effect.device);
      case "tellOpened": {
        const track = this.#tracks.get(effect.track);
        if (track !== undefined) this.#opening.get(effect.caller)?.opened(track);
        this.#opening.delete(effect.caller);
        return;
      }
      case "tellFailed":
        this.#opening.get(effect.caller)?.failed(new MicrophoneFailure(effect.problem));
        this.#opening.delete(effect.caller);
        return;
      case "tellChosen":
        this.#choosing.get(effect.caller)?.();
        this.#choosing.delete(effect.caller);
        return;
    }
  }

  readonly #devicesChanged = (): void => this.#events.put({ kind: "devicesChanged" });

  #list(request: number): void {
    void listMicrophones(this.parts.devices).then((devices) => {
      this.listener.devicesListed(devices);
      this.#events.put({ kind: "devicesListed", request, devices });
    });
  }

  #ask(request: number, device: string | null): void {
    const processing = this.#processing;
    openMicrophone(this.parts, device, processing).then(
      (track) => this.#obtained(request, track, processing),
      (error: unknown) => this.#events.put({ kind: "trackRefused", request, problem: problemOf(error) }),
    );
  }

  #obtained(request: number, track: MediaStreamTrack, processing: VoiceProcessing): void {
    const id = ++this.#issued;
    this.#openedWith.set(track, processing);
    this.#tracks.set(id, track);
    track.onended = () => this.#events.put({ kind: "trackEnded", track: id }); // never fired by our own stop()
    track.onmute = track.onunmute = () => this.#events.put({ kind: "trackSilenced", track: id });
    this.#events.put({
      kind: "trackObtained",
      request,
      track: { id, device: deviceOf(track) },
      silent: track.muted,
    });
    void this.#update(); // something else may have been chosen while it was being opened
  }

  #stop(id: number): void {
    const track = this.#tracks.get(id);
    if (track === undefined) return;
    this.#tracks.delete(id);
    track.onended = track.onmute = track.onunmute = null;
    track.stop();
  }
}
