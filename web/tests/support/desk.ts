import { audioDevice } from "../../src/call/audio-device.ts";
import type { MediaDevicesLike, MicrophoneDevice } from "../../src/call/audio-inputs.ts";
import { storedValue } from "../../src/call/stored-value.ts";
import { Microphone } from "../../src/call/microphone.ts";
import type { MicrophoneState } from "../../src/call/microphone-state.ts";
import { voiceProcessing } from "../../src/call/voice-processing.ts";
import { FakeStorage } from "./fake-storage.ts";
import { ManualClock, settle } from "./manual-clock.ts";
import { FakeObstacles } from "./fake-obstacles.ts";

export const BUILT_IN: MicrophoneDevice = { id: "built-in", label: "Built-in" };
export const HEADSET: MicrophoneDevice = { id: "headset", label: "Headset" };
export const PHONES: MicrophoneDevice = { id: "phones", label: "Earphones" };

/** Only what is used of a track. */
export class FakeTrack {
  enabled = true;
  muted = false;
  readyState = "live";
  onended: (() => void) | null = null;
  onmute: (() => void) | null = null;
  onunmute: (() => void) | null = null;

  /** What was made of it to be listened to. */
  readonly copies: FakeTrack[] = [];

  constructor(
    readonly device: MicrophoneDevice,
    /** What is done to the voice. */
    private processing: MediaTrackConstraints,
    private readonly takesConstraints: boolean,
  ) {}

  clone(): FakeTrack {
    const copy = new FakeTrack(this.device, this.processing, this.takesConstraints);
    copy.enabled = this.enabled;
    this.copies.push(copy);
    return copy;
  }

  get label(): string {
    return this.device.label;
  }
  get listensFor(): number {
    return [this.onended, this.onmute, this.onunmute].filter((handler) => handler !== null).length;
  }
  getSettings(): MediaTrackSettings {
    const { echoCancellation, noiseSuppression, autoGainControl } = this.processing;
    return {
      deviceId: this.device.id,
      echoCancellation,
      noiseSuppression,
      autoGainControl,
    } as MediaTrackSettings;
  }
  /** Chromium says nothing of it when it does not change a track that is open. */
  applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    if (this.takesConstraints) this.processing = constraints;
    return Promise.resolve();
  }
  stop(): void {
    this.readyState = "ended";
  }
  /** The system silences or gives back the source. */
  silence(muted: boolean): void {
    this.muted = muted;
    if (muted) this.onmute?.();
    else this.onunmute?.();
  }
  end(): void {
    if (this.readyState === "ended") return;
    this.readyState = "ended";
    this.onended?.();
  }
}

/** A desk with microphones that come and go, the first of them the system's own choice. */
export class Desk implements MediaDevicesLike {
  readonly clock = new ManualClock();
  readonly storage = new FakeStorage();
  readonly tracks: FakeTrack[] = [];
  /** The devices asked for, null for the system's own choice. */
  readonly asked: (string | null)[] = [];
  /** How often the list was looked at. */
  looks = 0;
  readonly listeners = new Set<() => void>();
  readonly states: MicrophoneState[] = [];
  /** The devices that were told last. */
  listed: readonly MicrophoneDevice[] = [];
  /** What was sent, track after track; null for nothing. */
  readonly sent: (string | null)[] = [];
  /** Devices that cannot be had although they are there, and why; "" is any of them. */
  readonly broken = new Map<string, string>();
  /** New tracks are silent: the system keeps the source for itself. */
  silenced = false;
  /** Can a track that is open be processed otherwise? Where it cannot, others of its device are as it is, as in Chromium. */
  takesConstraints = true;
  /** While this is set, an answer waits for it: a permission question, or a slow device. */
  question: Promise<void> | null = null;
  readonly obstacles = new FakeObstacles();
  microphone = this.sitDown();

  constructor(public there: MicrophoneDevice[] = [BUILT_IN]) {}

  /** Another page in front of the same desk. */
  sitDown(): Microphone {
    return new Microphone({
      devices: this,
      obstacles: this.obstacles,
      chosen: storedValue(this.storage, "microphone", audioDevice),
      processing: storedValue(this.storage, "processing", voiceProcessing),
      clock: this.clock,
      report: reportError,
    }, {
      trackChanged: (track) => this.sent.push(track?.label ?? null),
      trackEnds: () => {},
      stateChanged: (state) => this.states.push(state),
      devicesListed: (devices) => this.listed = devices,
    });
  }

  async getUserMedia({ audio }: MediaStreamConstraints): Promise<MediaStream> {
    const id = typeof audio === "object" && typeof audio.deviceId === "object" && "ideal" in audio.deviceId
      ? String(audio.deviceId.ideal)
      : null;
    this.asked.push(id);
    await this.question;
    const device = this.there.find((candidate) => candidate.id === id) ?? this.there[0];
    const failure = device === undefined
      ? "NotFoundError"
      : this.broken.get(device.id) ?? this.broken.get("");
    if (device === undefined || failure !== undefined) throw new DOMException("", failure);
    const asked = typeof audio === "object" ? audio : {};
    const live = this.takesConstraints ? undefined : this.live.find((other) => other.device === device);
    const track = new FakeTrack(device, live?.getSettings() ?? asked, this.takesConstraints);
    track.muted = this.silenced;
    this.tracks.push(track);
    // Only what is used of a stream.
    return { getAudioTracks: () => [track] } as unknown as MediaStream;
  }

  enumerateDevices(): Promise<Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]> {
    this.looks += 1;
    return Promise.resolve([
      { deviceId: "speaker", kind: "audiooutput", label: "Speaker" },
      { deviceId: "", kind: "audioinput", label: "" },
      ...this.there.map(({ id, label }) => ({ deviceId: id, kind: "audioinput" as const, label })),
    ]);
  }

  addEventListener(_type: "devicechange", listener: () => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_type: "devicechange", listener: () => void): void {
    this.listeners.delete(listener);
  }

  /** The list of devices changes; browsers say so more than once. */
  change(there: MicrophoneDevice[]): void {
    this.there = there;
    for (const track of this.live) if (!there.includes(track.device)) track.end();
    for (let times = 0; times < 3; times += 1) this.listeners.forEach((listener) => listener());
  }

  get live(): FakeTrack[] {
    return this.tracks.filter(({ readyState }) => readyState === "live");
  }

  /** How many copies of tracks are open. */
  get openCopies(): number {
    return this.tracks.flatMap(({ copies }) => copies).filter(({ readyState }) => readyState === "live")
      .length;
  }

  /** The names of what is open. */
  get open(): string[] {
    return this.live.map(({ label }) => label);
  }

  get track(): FakeTrack | undefined {
    return this.tracks.at(-1);
  }

  /** The state as far as people hear of it. */
  told(): string {
    const { state } = this.microphone;
    switch (state.kind) {
      case "switched":
        return `switched ${state.name}`;
      case "kept":
      case "missing":
        return `${state.kind} ${state.problem}`;
      case "closed":
      case "fine":
      case "silenced":
        return state.kind;
    }
  }

  settle(): Promise<void> {
    return settle();
  }
}

/** A call with the system's own choice. */
export async function withBuiltIn(): Promise<Desk> {
  const desk = new Desk([BUILT_IN]);
  await desk.microphone.open();
  await desk.settle();
  return desk;
}
