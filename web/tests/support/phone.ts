import { CallRunner } from "../../src/call/call-runner.ts";
import type { CallView } from "../../src/call/call-model.ts";
import type { CallMicrophone, CallPeer } from "../../src/call/call-media.ts";
import { storedValue } from "../../src/call/stored-value.ts";
import { MicrophoneFailure, type MicrophoneProblem } from "../../src/call/microphone-failure.ts";
import type { PathFindings } from "../../src/call/path-findings.ts";
import type { FreshServers, IceServers } from "../../src/call/ice-servers.ts";
import type { PathState } from "../../src/call/path-state.ts";
import type { PeerAudioListener } from "../../src/call/peer-audio.ts";
import type { Obstacle } from "../../src/call/obstacles.ts";
import type { MediaSample } from "../../src/call/quality/media-sample.ts";
import type { Quality } from "../../src/call/quality/quality-judge.ts";
import { text } from "../../src/decoding/decoder.ts";
import type { EndOfCall } from "../../src/call/ending.ts";
import type { ClientMessage, Snapshot } from "../../src/contract.ts";
import { FakeStorage } from "./fake-storage.ts";
import { ManualClock, settle } from "./manual-clock.ts";
import { ready } from "./messages.ts";

/** A track is only passed through by what is tested here. */
const TRACK = {} as MediaStreamTrack;

export class FakeMicrophone implements CallMicrophone {
  muted = false;
  isOpen = false;
  problem: MicrophoneProblem | null = null;
  /** While this is set, opening waits for it: the permission question stands on the screen. */
  question: Promise<void> | null = null;

  async open(): Promise<MediaStreamTrack> {
    await this.question;
    if (this.problem !== null) throw new MicrophoneFailure(this.problem);
    this.isOpen = true;
    return TRACK;
  }

  close(): void {
    this.isOpen = false;
    this.muted = false;
  }
}

export class FakePeer implements CallPeer {
  readonly done: string[] = [];
  /** What is sent, and what has taken its place. */
  readonly tracks: MediaStreamTrack[] = [];
  closed = false;
  #path: PathState | null = null;
  #isUnanswered = false;
  refusesTracks = false;

  constructor(readonly servers: IceServers, readonly listener: PeerAudioListener) {}

  send(track: MediaStreamTrack): void {
    this.tracks.push(track);
  }
  configure(fresh: FreshServers): void {
    void fresh().then(({ servers }) => this.done.push(`configure ${servers.map(({ urls }) => urls)}`));
  }

  prepareOffer(): void {
    this.done.push("prepareOffer");
  }
  sendOffer(fresh: FreshServers | null): void {
    this.#isUnanswered = true;
    this.done.push(fresh === null ? "sendOffer" : "sendOffer with fresh servers");
    this.listener.offer("offer-sdp");
  }
  answer(offer: string): void {
    this.done.push(`answer ${offer}`);
    this.listener.answer("answer-sdp");
    this.#tellIfHeld();
  }
  applyAnswer(answer: string): boolean {
    if (!this.#isUnanswered) return false;
    this.#isUnanswered = false;
    this.done.push(`applyAnswer ${answer}`);
    this.#tellIfHeld();
    return true;
  }
  /** The path changes, or a path that held is told again, as the real one does after a negotiation. */
  path(state: PathState): void {
    this.#path = state;
    this.listener.path(state);
  }
  #tellIfHeld(): void {
    if (this.#path === "connected") this.listener.path("connected");
  }
  addCandidate(): void {
    this.done.push("addCandidate");
  }
  replaceTrack(track: MediaStreamTrack): Promise<void> {
    this.done.push("replaceTrack");
    this.tracks.push(track);
    return this.refusesTracks
      ? Promise.reject(new DOMException("", "InvalidModificationError"))
      : Promise.resolve();
  }
  heardAt: number | null = null;
  quality: Quality | null = null;
  /** How it has sounded since that was told last. */
  sound: MediaSample | null = null;
  tellSound(): void {
    if (this.sound !== null) this.listener.sounded(this.sound);
  }
  findings: PathFindings | null = null;
  continues(description: string): boolean {
    return !description.startsWith("new ");
  }
  answersUs(answer: string): boolean {
    return !answer.includes("stale");
  }
  networkChanged(): void {
    this.done.push("networkChanged");
  }
  close(): void {
    this.closed = true;
  }
}

/** Alice's phone with everything around the runner replaced, signed in and connected. */
export class Phone {
  readonly clock = new ManualClock();
  readonly microphone = new FakeMicrophone();
  readonly peers: FakePeer[] = [];
  readonly sent: ClientMessage[] = [];
  readonly signal = {
    isOpen: true,
    /** False: it looks open and carries nothing. */
    carries: true,
    get isAnswering() {
      return this.isOpen && this.carries;
    },
    /** How often somebody wanted to know whether it still lives. */
    suspicions: 0,
    send: (message: ClientMessage) => {
      if (this.signal.isOpen) this.sent.push(message);
      return this.signal.isOpen;
    },
    suspect() {
      this.suspicions += 1;
    },
  };
  iceServers: () => Promise<IceServers> = () =>
    Promise.resolve({ servers: [{ urls: "stun:stun.example" }], areKnown: true, relayOnly: false });
  /** Who is told of renewed ones. */
  readonly renewals = new Set<(servers: IceServers) => void>();
  /** An ICE server that this browser's RTCPeerConnection throws at. */
  refusedUrl = "";
  /** What the server's history says of calls that are over. */
  readonly ends = new Map<string, EndOfCall>();
  /** What stands in the way of every call. */
  obstacle: Obstacle | null = null;
  voice: MediaStream | null = null;
  views: CallView[] = [];
  readonly runner: CallRunner;

  /** The id of the next call that is placed, where a test chooses it. */
  nextCallId: string | null = null;

  /**
   * With the storage of an earlier phone it is the same tab, loaded again. It is connected at once, and the
   * server tells of `call`; with "offline" it is not.
   */
  constructor(readonly storage: FakeStorage = new FakeStorage(), call: Snapshot | null | "offline" = null) {
    let calls = 0;
    this.runner = new CallRunner({
      microphone: this.microphone,
      createPeer: (servers, listener) => {
        if (servers.servers.some(({ urls }) => urls === this.refusedUrl)) {
          throw new SyntaxError("no such scheme");
        }
        const peer = new FakePeer(servers, listener);
        this.peers.push(peer);
        return peer;
      },
      takeIceServers: () => this.iceServers(),
      renewIceServers: (renewed) => {
        this.renewals.add(renewed);
        return () => this.renewals.delete(renewed);
      },
      signal: this.signal,
      clock: this.clock,
      report: reportError,
      obstacle: () => this.obstacle,
      newCallId: () => this.nextCallId ?? `call-${++calls}`,
      storage,
      fetchEnd: (callId) => Promise.resolve(this.ends.get(callId) ?? null),
      mutedCall: storedValue(storage, "muted", text),
    }, {
      viewChanged: (view) => this.views.push(view),
      looked: () => {},
      voiceChanged: (stream) => this.voice = stream,
    });
    if (call === "offline") this.loseConnection();
    else this.runner.received(ready(call));
  }

  /** The connection to the server goes. */
  loseConnection(): void {
    this.signal.isOpen = false;
  }

  /** The connection comes back, and this is what the server says. */
  comeBack(call: Snapshot | null = null): void {
    this.signal.isOpen = true;
    this.runner.received(ready(call));
  }

  get view(): CallView {
    return this.runner.view;
  }

  get state(): string {
    return this.view.state;
  }

  get peer(): FakePeer | undefined {
    return this.peers.at(-1);
  }

  /** What was sent since the last time, as "type" or "type reason". */
  takeSent(): string[] {
    return this.sent.splice(0).map(({ type, payload }) =>
      "reason" in payload ? `${type} ${payload.reason}` : type
    );
  }

  get mediaIsClosed(): boolean {
    return !this.microphone.isOpen && this.peers.every((peer) => peer.closed);
  }

  settle(): Promise<void> {
    return settle();
  }
}
