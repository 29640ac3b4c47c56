import type { DeviceState, IceCandidate } from "../contract.ts";
import type { Microphone } from "./microphone.ts";
import { type MicrophoneProblem, problemOf } from "./microphone-failure.ts";
import type { Obstacle } from "./obstacles.ts";
import type { PathFindings } from "./path-findings.ts";
import { type FreshServers, type IceServers, NO_SERVERS } from "./ice-servers.ts";
import type { PathState } from "./path-state.ts";
import type { PeerAudio, PeerAudioListener } from "./peer-audio.ts";
import type { Quality } from "./quality/quality-judge.ts";

/** The part of a microphone that a call needs. */
export type CallMicrophone = Pick<Microphone, "open" | "close" | "muted">;
/** The part of a peer connection that a call needs. */
export type CallPeer = Pick<
  PeerAudio,
  | "addCandidate"
  | "answer"
  | "answersUs"
  | "applyAnswer"
  | "close"
  | "configure"
  | "continues"
  | "findings"
  | "heardAt"
  | "networkChanged"
  | "prepareOffer"
  | "quality"
  | "replaceTrack"
  | "send"
  | "sendOffer"
  | "tellSound"
>;

export interface CallMediaParts {
  readonly microphone: CallMicrophone;
  /** What stands in the way of every call from this page. */
  readonly obstacle: () => Obstacle | null;
  readonly createPeer: (servers: IceServers, listener: PeerAudioListener) => CallPeer;
  /** The best that there are at this moment; never fails, and lets nobody wait long. */
  readonly takeIceServers: FreshServers;
  /** Tells of new ones in good time before those at hand end, until the returned function is called. */
  readonly renewIceServers: (renewed: (servers: IceServers) => void) => () => void;
}

/** Media's own axis. `replaced`: the peer's media is new, and so is ours; there is no path yet. */
export type MediaState = PathState | "replaced";

export interface CallMediaListener extends Omit<PeerAudioListener, "path"> {
  readonly media: (state: MediaState) => void;
  readonly microphoneReady: () => void;
  readonly microphoneFailed: (problem: MicrophoneProblem) => void;
  readonly voiceGone: () => void;
}

/** Microphone, ICE servers and peer connection of one call at a time. */
export class CallMedia {
  #track: MediaStreamTrack | null = null;
  /** Those that a connection is made with. */
  #servers = NO_SERVERS;
  /** Have they been used? Later negotiations get new credentials. */
  #used = false;
  #peer: CallPeer | null = null;
  /** What the search for a path of the call that is over had found. */
  #lastFindings: PathFindings | null = null;
  /** Counted up whenever media is prepared, opened or closed: what was asked for before no longer counts. */
  #generation = 0;
  #stopRenewing: () => void = () => {};

  constructor(private readonly parts: CallMediaParts, private readonly listener: CallMediaListener) {}

  /** Where the call stands. While it rings, what an answer takes is made ready, and put away if there is none. */
  entered(state: DeviceState): void {
    if (state === "ringing" && this.parts.obstacle() === null) this.#prepareAnswer();
    if (state === "idle") this.#forgetAnswer();
  }

  /** Ends in `microphoneReady` or `microphoneFailed`, unless `close` comes first. */
  open(): void {
    const generation = ++this.#generation;
    const isCurrent = () => generation === this.#generation;
    this.#lastFindings = null;
    this.#used = false;
    const prepared = this.#peer;
    const servers = prepared === null ? this.parts.takeIceServers() : null;
    this.#stopRenewing = this.parts.renewIceServers((renewed) => this.#renewed(renewed));
    this.parts.microphone.open().then(
      async (track) => {
        if (!isCurrent()) return;
        this.#track = track; // another may take its place while the servers are fetched
        if (servers !== null) this.#servers = await servers;
        if (!isCurrent()) return;
        this.listener.microphoneReady();
        if (!isCurrent() || prepared === null) return;
        // What takes a while comes when the accept has left: the offer has a way to go. Servers are asked for once more,
        // because it may have been chosen while it rang that a relay is all that may be used.
        prepared.send(this.#track);
        prepared.configure(this.parts.takeIceServers);
      },
      (error: unknown) => {
        if (isCurrent()) this.listener.microphoneFailed(problemOf(error));
      },
    );
  }

  prepareOffer(): void {
    this.#fresh();
    this.#connection()?.prepareOffer();
  }

  /** Sends the prepared offer or else a new one, which restarts ICE if there has been one before. */
  sendOffer(): void {
    const fresh = this.#fresh();
    this.#connection()?.sendOffer(fresh);
  }

  answer(offer: string): void {
    if (this.#peer?.continues(offer) === false) this.#replacePeer();
    const fresh = this.#fresh();
    this.#connection()?.answer(offer, fresh);
  }

  /**
   * An answer from a page that was loaded again tells that its media is new: then ours must be, too, and another offer
   * is made.
   */
  applyAnswer(answer: string): "applied" | "ignored" | "offered-anew" {
    if (this.#peer === null) return "ignored";
    if (this.#peer.continues(answer)) return this.#peer.applyAnswer(answer) ? "applied" : "ignored";
    if (!this.#peer.answersUs(answer)) return "ignored";
    this.#replacePeer();
    this.sendOffer();
    return "offered-anew";
  }

  addCandidate(candidate: IceCandidate | null): void {
    this.#peer?.addCandidate(candidate);
  }

  /** This machine has another network. */
  networkChanged(): void {
    this.#peer?.networkChanged();
  }

  get muted(): boolean {
    return this.parts.microphone.muted;
  }

  set muted(muted: boolean) {
    this.parts.microphone.muted = muted;
  }

  /**
   * Sends another track from now on, without a new negotiation; does nothing while no microphone is open.
   * Throws what the browser has against it.
   */
  async replaceTrack(track: MediaStreamTrack): Promise<void> {
    if (this.#track === null) return;
    this.#track = track;
    await this.#peer?.replaceTrack(track);
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
    this.#lastFindings = this.#peer?.findings ?? null;
    this.closePeer();
    this.#stopRenewing();
    this.#track = null;
    this.#servers = NO_SERVERS;
    this.parts.microphone.close();
  }

  #replacePeer(): void {
    this.closePeer();
    this.listener.media("replaced");
  }

  /** When sound came last, by the clock's `now`; null while there is no path. */
  get heardAt(): number | null {
    return this.#peer?.heardAt ?? null;
  }

  /** What is wrong with the sound; null while nothing is known to be. */
  get quality(): Quality | null {
    return this.#peer?.quality ?? null;
  }

  /** The call is about to end: how it has sounded since that was told last is told now. */
  tellSound(): void {
    this.#peer?.tellSound();
  }

  /** What the search for a path has found, also of the call that has just been closed; null if there was none. */
  get findings(): PathFindings | null {
    return this.#peer === null ? this.#lastFindings : this.#peer.findings;
  }

  /**
   * Making a connection takes a while. It opens no microphone and gathers no address, so nobody learns anything from
   * it before the call is accepted.
   */
  #prepareAnswer(): void {
    const generation = ++this.#generation;
    this.parts.takeIceServers().then((servers) => {
      if (generation !== this.#generation) return;
      this.#servers = servers;
      this.#connect();
    }).catch(() => {}); // whoever answers tries once more, and what is wrong then is told
  }

  #forgetAnswer(): void {
    this.#generation += 1;
    this.closePeer();
  }

  #renewed(servers: IceServers): void {
    this.#servers = servers;
    this.#peer?.configure(() => Promise.resolve(servers));
  }

  /** How to get new credentials; null for the first negotiation, whose credentials have just come. */
  #fresh(): FreshServers | null {
    const fresh = this.#used ? this.parts.takeIceServers : null;
    this.#used = true;
    return fresh;
  }

  #connection(): CallPeer | null {
    if (this.#peer === null && this.#track !== null) this.#connect().send(this.#track);
    return this.#peer;
  }

  #connect(): CallPeer {
    const { listener } = this;
    // A connection that was closed may still have an event on its way.
    const current = () => this.#peer === peer;
    const peer: CallPeer = this.#createPeer({
      offer: (sdp) => current() && listener.offer(sdp),
      answer: (sdp) => current() && listener.answer(sdp),
      candidate: (candidate) => current() && listener.candidate(candidate),
      path: (state) => current() && listener.media(state),
      allTold: () => current() && listener.allTold(),
      voice: (stream) => current() && listener.voice(stream),
      qualityChanged: () => current() && listener.qualityChanged(),
      looked: (sample) => current() && listener.looked(sample),
      sounded: (sample) => current() && listener.sounded(sample),
    });
    this.#peer = peer;
    return peer;
  }

  /** An address that this browser does not understand must not cost the direct path as well. */
  #createPeer(listener: PeerAudioListener): CallPeer {
    try {
      return this.parts.createPeer(this.#servers, listener);
    } catch {
      return this.parts.createPeer({ ...this.#servers, servers: [], areKnown: false }, listener);
    }
  }
}
