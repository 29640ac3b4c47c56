import type { IceCandidate } from "../contract.ts";
import { arrivalsOf, ArrivalWatch } from "./arrival-watch.ts";
import type { Clock } from "./clock.ts";
import { PathGathering } from "./gathering.ts";
import { configurationOf, type FreshServers, type IceServers } from "./ice-servers.ts";
import { answersOffer, nameOffer } from "./offer-name.ts";
import type { PathFindings } from "./path-findings.ts";
import { type PathState, pathState } from "./path-state.ts";
import { mediaCounters } from "./quality/media-counters.ts";
import type { MediaSample } from "./quality/media-sample.ts";
import type { Quality } from "./quality/quality-judge.ts";
import { QualityWatch } from "./quality/quality-watch.ts";

/** The part of an RTCPeerConnection that is used. */
export type PeerConnectionLike = Pick<
  RTCPeerConnection,
  | "addIceCandidate"
  | "addTrack"
  | "close"
  | "connectionState"
  | "createAnswer"
  | "createOffer"
  | "getSenders"
  | "getStats"
  | "iceConnectionState"
  | "iceGatheringState"
  | "onconnectionstatechange"
  | "onicecandidate"
  | "onicecandidateerror"
  | "oniceconnectionstatechange"
  | "ontrack"
  | "setConfiguration"
  | "setLocalDescription"
  | "setRemoteDescription"
>;

export interface PeerAudioListener {
  readonly offer: (sdp: string) => void;
  readonly answer: (sdp: string) => void;
  /** Null: there will be no more. */
  readonly candidate: (candidate: IceCandidate | null) => void;
  readonly path: (state: PathState) => void;
  /** After a negotiation: both sides have told all their addresses. It may be said more than once. */
  readonly allTold: () => void;
  /** The peer's voice. */
  readonly voice: (stream: MediaStream) => void;
  /** What is wrong with the sound is another thing than before. */
  readonly qualityChanged: () => void;
  /** How it has sounded since the last look, two seconds ago. */
  readonly looked: (sample: MediaSample) => void;
  /** How it has sounded for the last seconds. */
  readonly sounded: (sample: MediaSample) => void;
}

/**
 * One RTCPeerConnection that sends one track and receives one. Its operations run strictly one after the
 * other, as RFC 8829 (section 4.1) asks; after `close()` none of them has an effect any more. Until the first of them
 * it gathers nothing, so nobody learns an address from its being there.
 */
export class PeerAudio {
  #queue: Promise<void> = Promise.resolve();
  #closed = false;
  /** An offer that was made while it rings and waits for the accept. */
  #prepared: string | null = null;
  /** The offer that we made last. */
  #ownOffer = "";
  /** Our offer that has no answer yet. */
  #unanswered: string | null = null;
  /** False until our description has been sent: a candidate may not overtake it. */
  #mayTrickle = false;
  #negotiated = false;
  #ownCandidates: (IceCandidate | null)[] = [];
  /** The description that came last, for `continues`. */
  #remote: string | null = null;
  #remoteSet = false;
  #earlyCandidates: (IceCandidate | null)[] = [];
  /** What the connection is configured with. */
  #servers: IceServers;
  readonly #gathering = new PathGathering();
  /** Has the other side said that there are no more candidates to its present description? */
  #peerHasTold = false;
  readonly #arrivals: ArrivalWatch;
  readonly #quality: QualityWatch;

  constructor(
    private readonly connection: PeerConnectionLike,
    servers: IceServers,
    private readonly newStream: (track: MediaStreamTrack) => MediaStream,
    clock: Clock,
    private readonly listener: PeerAudioListener,
  ) {
    this.#servers = servers;
    this.#arrivals = new ArrivalWatch(
      async () => arrivalsOf(await connection.getStats()),
      clock,
      () => this.#report(),
    );
    this.#quality = new QualityWatch({
      count: async () => mediaCounters(await connection.getStats()),
      clock,
      changed: listener.qualityChanged,
      looked: listener.looked,
      sounded: listener.sounded,
    });
    connection.onicecandidate = ({ candidate }) => this.#trickle(candidate === null ? null : wire(candidate));
    connection.onicecandidateerror = ({ url, errorCode }) => this.#gathering.faulted(url, errorCode);
    connection.ontrack = ({ streams: [stream], track: voice }) => listener.voice(stream ?? newStream(voice));
    // Firefox is late with one of the two and Chromium with the other, so both are watched.
    connection.onconnectionstatechange = connection.oniceconnectionstatechange = () => this.#report();
  }

  /** The microphone that is sent; to be said once, before the first negotiation. `replaceTrack` sends another. */
  send(track: MediaStreamTrack): void {
    this.connection.addTrack(track, this.newStream(track));
  }

  /** Makes the offer and starts gathering, but sends nothing. */
  prepareOffer(): void {
    this.#enqueue(async () => {
      this.#prepared = await this.#makeOffer(false);
    });
  }

  /**
   * Sends the prepared offer, or else a new one that restarts ICE if there has been one before.
   * `fresh` brings new relay credentials for a restart.
   */
  sendOffer(fresh: FreshServers | null): void {
    this.#unanswered = null; // whatever still answers the one before comes too late
    this.#enqueue(async () => {
      const prepared = this.#prepared;
      this.#prepared = null;
      if (prepared === null && fresh !== null) await this.#configure(fresh);
      const sdp = prepared ?? (await this.#makeOffer(this.#negotiated));
      if (this.#closed) return;
      this.#negotiated = true;
      this.#unanswered = sdp;
      this.listener.offer(sdp);
      this.#release();
    });
  }

  /** Answers an offer that belongs to this connection (see `continues`). */
  answer(offer: string, fresh: FreshServers | null): void {
    this.#enqueue(async () => {
      if (fresh !== null) await this.#configure(fresh);
      this.#mayTrickle = false;
      await this.#setRemote({ type: "offer", sdp: offer });
      const { sdp } = await this.connection.createAnswer();
      await this.connection.setLocalDescription({ type: "answer", sdp: sdp ?? "" });
      if (this.#closed) return;
      this.#negotiated = true;
      this.listener.answer(nameOffer(sdp ?? "", offer));
      this.#release();
      this.#reportHeld();
    });
    this.#remote = offer;
  }

  /** False for one that came twice, or answers an offer that a newer one has replaced: it is ignored. */
  applyAnswer(answer: string): boolean {
    if (this.#unanswered === null || !answersOffer(answer, this.#unanswered)) return false;
    this.#unanswered = null;
    this.#enqueue(async () => {
      this.#remote = answer;
      await this.#setRemote({ type: "answer", sdp: answer });
      this.#reportHeld();
    });
    return true;
  }

  /** Is this an answer to our last offer, and not to one that a newer one has replaced? */
  answersUs(answer: string): boolean {
    return answersOffer(answer, this.#ownOffer);
  }

  /** Other servers for whatever is gathered from now on; what goes over a relay goes on there. */
  configure(fresh: FreshServers): void {
    this.#enqueue(() => this.#configure(fresh));
  }

  /** Candidates that arrive before the remote description wait for it. */
  addCandidate(candidate: IceCandidate | null): void {
    this.#enqueue(() => {
      if (this.#remoteSet) return this.#add(candidate);
      this.#earlyCandidates.push(candidate);
      return Promise.resolve();
    });
  }

  /**
   * Sends another microphone without a new negotiation. Throws what the browser has against it; the
   * connection is as good as before then, only nothing is heard of that microphone.
   */
  replaceTrack(track: MediaStreamTrack): Promise<void> {
    const replaced = this.#queue.then(async () => {
      if (this.#closed) return;
      try {
        await this.connection.getSenders()[0]?.replaceTrack(track);
      } catch (error) {
        if (!this.#closed) throw error;
      }
    });
    this.#queue = replaced.catch(() => {}); // whoever asked for it is told, and what comes after goes on
    return replaced;
  }

  /**
   * Does this description continue the connection, or does it come from a new one at the other side (a page
   * that was loaded again)? Each connection has its own certificate, so the fingerprint tells (RFC 8122).
   */
  continues(description: string): boolean {
    return this.#remote === null || fingerprint(this.#remote) === fingerprint(description);
  }

  /** When something arrived last, by the clock's `now`; null before there was a path. */
  get heardAt(): number | null {
    return this.#arrivals.heardAt;
  }

  /** What is wrong with the sound; null while nothing is known to be. */
  get quality(): Quality | null {
    return this.#quality.quality;
  }

  /** The call is about to end: how it has sounded since that was told last is told now. */
  tellSound(): void {
    this.#quality.tell();
  }

  /** What the search for a path has found until now; null before it has begun. */
  get findings(): PathFindings | null {
    if (this.connection.iceGatheringState === "new") return null;
    return this.#gathering.findings(this.#servers);
  }

  /** This machine has another network: what was found in the one before no longer counts. */
  networkChanged(): void {
    this.#gathering.networkChanged();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#arrivals.stop();
    this.#quality.stop();
    const { connection } = this;
    connection.onicecandidate = connection.onicecandidateerror = connection.ontrack = null;
    connection.onconnectionstatechange = connection.oniceconnectionstatechange = null;
    connection.close();
  }

  #enqueue(operation: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#closed) return;
      try {
        await operation();
      } catch {
        // Whatever the peer sent, or the browser refused: this connection will not carry a voice.
        if (!this.#closed) this.listener.path("failed");
      }
    });
  }

  async #makeOffer(iceRestart: boolean): Promise<string> {
    this.#mayTrickle = false;
    const { sdp } = await this.connection.createOffer({ iceRestart });
    this.#ownOffer = sdp ?? "";
    await this.connection.setLocalDescription({ type: "offer", sdp: this.#ownOffer });
    return this.#ownOffer;
  }

  async #configure(fresh: FreshServers): Promise<void> {
    const servers = await fresh();
    if (this.#closed) return;
    try {
      this.connection.setConfiguration(configurationOf(servers));
      this.#servers = servers;
    } catch {
      // An address that this browser does not understand must not cost the path that the old ones give, nor show
      // anybody the way past a relay.
      if (!servers.relayOnly || this.#servers.relayOnly) return;
      this.#servers = { ...this.#servers, relayOnly: true };
      this.connection.setConfiguration(configurationOf(this.#servers));
    }
  }

  async #setRemote(description: RTCSessionDescriptionInit): Promise<void> {
    await this.connection.setRemoteDescription(description);
    this.#remoteSet = true;
    this.#peerHasTold = false;
    this.#gathering.told(description.sdp ?? "");
    for (const candidate of this.#earlyCandidates.splice(0)) await this.#add(candidate);
  }

  async #add(candidate: IceCandidate | null): Promise<void> {
    try {
      // No argument is the end of candidates, for every generation of the W3C interface.
      await (candidate === null
        ? this.connection.addIceCandidate()
        : this.connection.addIceCandidate({ ...candidate }));
    } catch {
      // One candidate fewer is no reason to give up: it may belong to an earlier generation of ICE.
    }
    if (candidate !== null) return this.#gathering.told(candidate.candidate);
    this.#peerHasTold = true;
    this.#gathering.toldAll();
    this.#checkAllTold();
  }

  #trickle(candidate: IceCandidate | null): void {
    if (candidate === null) {
      this.#gathering.gatheredAll();
      this.#checkAllTold();
    } else this.#gathering.gathered(candidate.candidate);
    if (this.#mayTrickle) this.listener.candidate(candidate);
    else this.#ownCandidates.push(candidate);
  }

  #release(): void {
    this.#mayTrickle = true;
    for (const candidate of this.#ownCandidates.splice(0)) this.listener.candidate(candidate);
  }

  #checkAllTold(): void {
    const isComplete = this.connection.iceGatheringState === "complete";
    if (isComplete && this.#peerHasTold && !this.#closed) this.listener.allTold();
  }

  /** A restart on a path that held all the while changes no state, so whoever waits for it is told here. */
  #reportHeld(): void {
    if (pathState(this.connection) === "connected") this.#report();
  }

  #report(): void {
    const { iceConnectionState } = this.connection;
    if (iceConnectionState === "connected" || iceConnectionState === "completed") this.#gathering.pathFound();
    const state = pathState(this.connection);
    if (state === null || this.#closed) return;
    if (state === "connected") this.#arrivals.start();
    else if (state !== "connecting") this.#arrivals.stop();
    const seemsWell = state === "connected" || state === "connecting";
    const found = seemsWell && this.#arrivals.isSilent ? "silent" : state;
    if (found === "connected") this.#quality.start();
    else if (found !== "connecting") {
      this.#quality.tell();
      this.#quality.stop();
    }
    this.listener.path(found);
  }
}

function wire(candidate: RTCIceCandidate): IceCandidate {
  const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate;
  return { candidate: line, sdpMid, sdpMLineIndex, usernameFragment };
}

function fingerprint(sdp: string): string | undefined {
  return /^a=fingerprint:(.+?)\r?$/m.exec(sdp)?.[1];
}
