import type { IceCandidate } from "../contract.ts";
import { type Microphone, type MicrophoneProblem, problemOf } from "./microphone.ts";
import type { IceServers, PeerAudio, PeerAudioListener } from "./peer-audio.ts";

/** The part of a microphone that a call needs. */
export type CallMicrophone = Pick<Microphone, "open" | "close" | "choose" | "reopen" | "muted">;
/** The part of a peer connection that a call needs. */
export type CallPeer = Pick<
  PeerAudio,
  | "addCandidate"
  | "answer"
  | "applyAnswer"
  | "close"
  | "continues"
  | "prepareOffer"
  | "replaceTrack"
  | "sendOffer"
>;

export interface CallMediaParts {
  readonly microphone: CallMicrophone;
  readonly createPeer: (
    servers: IceServers,
    track: MediaStreamTrack,
    listener: PeerAudioListener,
  ) => CallPeer;
  /** Fresh credentials at every request. Failing to get them leaves direct paths, so it is no error here. */
  readonly fetchIceServers: () => Promise<IceServers>;
}

export interface CallMediaListener extends PeerAudioListener {
  readonly microphoneReady: () => void;
  readonly microphoneFailed: (problem: MicrophoneProblem) => void;
  readonly voiceGone: () => void;
}

/** Microphone, ICE servers and peer connection of one call at a time. */
export class CallMedia {
  #track: MediaStreamTrack | null = null;
  #servers: IceServers = [];
  #peer: CallPeer | null = null;
  /** Counted up whenever media is opened or closed: what was asked for before no longer counts. */
  #generation = 0;

  constructor(private readonly parts: CallMediaParts, private readonly listener: CallMediaListener) {}

  /** Ends in `microphoneReady` or `microphoneFailed`, unless `close` comes first. */
  open(): void {
    const generation = ++this.#generation;
    const servers = this.#fetchServers();
    this.parts.microphone.open().then(
      async (track) => {
        const fetched = await servers;
        if (generation !== this.#generation) return;
        this.#track = track;
        this.#servers = fetched;
        this.listener.microphoneReady();
      },
      (error: unknown) => {
        if (generation === this.#generation) this.listener.microphoneFailed(problemOf(error));
      },
    );
  }

  prepareOffer(): void {
    this.#connection()?.prepareOffer();
  }

  sendOffer(): void {
    const fresh = this.#peer === null ? null : this.#fetchServers;
    this.#connection()?.sendOffer(fresh);
  }

  answer(offer: string): void {
    if (this.#peer !== null && !this.#peer.continues(offer)) this.closePeer();
    const fresh = this.#peer === null ? null : this.#fetchServers;
    this.#connection()?.answer(offer, fresh);
  }

  applyAnswer(answer: string): void {
    this.#peer?.applyAnswer(answer);
  }

  addCandidate(candidate: IceCandidate | null): void {
    this.#peer?.addCandidate(candidate);
  }

  get muted(): boolean {
    return this.parts.microphone.muted;
  }

  set muted(muted: boolean) {
    this.parts.microphone.muted = muted;
  }

  /**
   * Sends another microphone from now on. False if nothing changed because no microphone is open or another
   * change came first. Throws `MicrophoneFailure`, then the old one goes on; or what the browser has against
   * sending the new one.
   */
  async chooseMicrophone(deviceId: string | null): Promise<boolean> {
    return this.#replace(await this.parts.microphone.choose(deviceId));
  }

  /** The microphone went away by itself: takes the system's own choice. Results are those of choosing. */
  async replaceLostMicrophone(): Promise<boolean> {
    return this.#track !== null && this.#replace(await this.parts.microphone.reopen());
  }

  /** Closes the connection and keeps the microphone. */
  closePeer(): void {
    if (this.#peer === null) return;
    this.#peer.close();
    this.#peer = null;
    this.listener.voiceGone();
  }

  /** Stops every track and closes the connection, whatever was under way. */
  close(): void {
    this.#generation += 1;
    this.closePeer();
    this.#track = null;
    this.#servers = [];
    this.parts.microphone.close();
  }

  readonly #fetchServers = (): Promise<IceServers> => this.parts.fetchIceServers().catch(() => this.#servers);

  async #replace(track: MediaStreamTrack | null): Promise<boolean> {
    if (track === null || this.#track === null) return false;
    this.#track = track;
    await this.#peer?.replaceTrack(track);
    return true;
  }

  #connection(): CallPeer | null {
    if (this.#peer !== null || this.#track === null) return this.#peer;
    const { listener } = this;
    // A connection that was closed may still have an event on its way.
    const current = () => this.#peer === peer;
    const peer: CallPeer = this.#createPeer(this.#track, {
      offer: (sdp) => current() && listener.offer(sdp),
      answer: (sdp) => current() && listener.answer(sdp),
      candidate: (candidate) => current() && listener.candidate(candidate),
      media: (state) => current() && listener.media(state),
      voice: (stream) => current() && listener.voice(stream),
    });
    this.#peer = peer;
    return peer;
  }

  /** An address that this browser does not understand must not cost the direct path as well. */
  #createPeer(track: MediaStreamTrack, listener: PeerAudioListener): CallPeer {
    try {
      return this.parts.createPeer(this.#servers, track, listener);
    } catch {
      return this.parts.createPeer([], track, listener);
    }
  }
}
