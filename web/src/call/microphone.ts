/**
 * Why there is no microphone, named after the errors of getUserMedia (W3C Media Capture and Streams):
 * not allowed by the person or the system, none there, in use or broken, or the page is not secure enough
 * for a browser to offer one at all.
 */
export type MicrophoneProblem = "not-allowed" | "not-found" | "not-readable" | "insecure" | "unknown";

export class MicrophoneFailure extends Error {
  override readonly name = "MicrophoneFailure";

  constructor(readonly problem: MicrophoneProblem, cause?: unknown) {
    super(`microphone: ${problem}`, { cause });
  }
}

export interface MicrophoneDevice {
  readonly id: string;
  readonly label: string;
}

/** The part of `navigator.mediaDevices` that is used; absent where the page is not a secure context. */
export interface MediaDevicesLike {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  enumerateDevices(): Promise<readonly Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[]>;
}

export interface MicrophoneListener {
  /** Another track is sent from now on, or none (null): meters follow it. */
  readonly trackChanged: (track: MediaStreamTrack | null) => void;
  /** The device went away by itself (unplugged, taken by the system). */
  readonly lost: () => void;
}

/** The microphone of one device: open during a call, and only then. */
export class Microphone {
  #track: MediaStreamTrack | null = null;
  #muted = false;
  #chosen: string | null = null;
  /** The choice that the open track came from; a failed one falls back to it. */
  #granted: string | null = null;
  /** Counted up by every opening and closing: what was asked for before is stopped when it arrives. */
  #generation = 0;

  constructor(
    private readonly devices: MediaDevicesLike | undefined,
    private readonly listener: MicrophoneListener,
  ) {}

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    if (this.#track !== null) this.#track.enabled = !muted;
  }

  /** The device in use, or else the one that will be asked for; null is the system's own choice. */
  get deviceId(): string | null {
    return this.#track?.getSettings().deviceId ?? this.#chosen;
  }

  /** Gives the open track, opening it if need be. Throws `MicrophoneFailure`. */
  async open(): Promise<MediaStreamTrack> {
    const track = this.#track;
    if (track !== null && track.readyState === "live") return track;
    const opened = await this.#acquire();
    if (opened === null) throw new MicrophoneFailure("unknown", "closed while it was being opened");
    return opened;
  }

  /**
   * Chooses a device for this call and those to come. While a track is open it is replaced by the returned
   * one; the old device stays in use if the new one cannot be had. Null if there was nothing to replace, or
   * another choice or the end of the call came first. Throws `MicrophoneFailure`.
   */
  choose(deviceId: string | null): Promise<MediaStreamTrack | null> {
    this.#chosen = deviceId;
    return this.#track === null ? Promise.resolve(null) : this.#acquire();
  }

  /**
   * Goes back to the system's own choice after the device in use was lost. Null if a choice or the end of the
   * call came first. Throws `MicrophoneFailure`.
   */
  reopen(): Promise<MediaStreamTrack | null> {
    this.#chosen = null;
    return this.#acquire();
  }

  /** Stops the track, also one that is still being opened; the indicator light goes out. */
  close(): void {
    this.#generation += 1;
    this.#muted = false;
    this.#use(null);
  }

  /** The microphones there are. Browsers tell the names only after permission was given once. */
  async list(): Promise<MicrophoneDevice[]> {
    const devices = (await this.devices?.enumerateDevices()) ?? [];
    return devices
      .filter((device) => device.kind === "audioinput" && device.deviceId !== "")
      .map((device) => ({ id: device.deviceId, label: device.label }));
  }

  /** Opens the chosen device. Null if that was overtaken: then neither its success nor its failure counts. */
  async #acquire(): Promise<MediaStreamTrack | null> {
    const generation = ++this.#generation;
    const chosen = this.#chosen;
    try {
      const track = await this.#ask(chosen);
      if (generation === this.#generation) {
        this.#granted = chosen;
        this.#use(track);
        return track;
      }
      track.stop();
    } catch (error) {
      if (generation === this.#generation) {
        if (this.#track !== null) this.#chosen = this.#granted;
        throw error;
      }
    }
    return null;
  }

  async #ask(chosen: string | null): Promise<MediaStreamTrack> {
    if (this.devices === undefined) throw new MicrophoneFailure("insecure");
    // "ideal", not "exact": a headset that stayed at home must not make every call fail.
    const audio = chosen === null ? true : { deviceId: { ideal: chosen } };
    try {
      const stream = await this.devices.getUserMedia({ audio });
      const [track, ...rest] = stream.getAudioTracks();
      for (const extra of rest) extra.stop();
      if (track === undefined) throw new MicrophoneFailure("not-found");
      return track;
    } catch (error) {
      if (error instanceof MicrophoneFailure) throw error;
      throw new MicrophoneFailure(problemNamed(error), error);
    }
  }

  #use(track: MediaStreamTrack | null): void {
    const before = this.#track;
    if (before === track) return;
    if (before !== null) {
      before.onended = null;
      before.stop();
    }
    this.#track = track;
    if (track !== null) {
      track.enabled = !this.#muted;
      track.onended = () => this.listener.lost(); // never fired by our own stop()
    }
    this.listener.trackChanged(track);
  }
}

/** What is wrong with the microphone when something with it has failed. */
export function problemOf(error: unknown): MicrophoneProblem {
  return error instanceof MicrophoneFailure ? error.problem : "unknown";
}

function problemNamed(error: unknown): MicrophoneProblem {
  if (!(error instanceof Error)) return "unknown";
  switch (error.name) {
    case "NotAllowedError":
      return "not-allowed";
    case "NotFoundError":
    case "OverconstrainedError":
      return "not-found";
    case "NotReadableError":
    case "AbortError":
      return "not-readable";
    case "SecurityError":
      return "insecure";
    default:
      return "unknown";
  }
}
