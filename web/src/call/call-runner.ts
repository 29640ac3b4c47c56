import {
  type ClientMessage,
  DEVICE_TABLE,
  type DeviceEffect,
  type DeviceState,
  type EndReason,
  type Person,
  type ServerMessage,
  type Snapshot,
  type Timers,
  type Transition,
} from "../contract.ts";
import { CallDeadline } from "./call-deadline.ts";
import { CallMedia, type CallMediaParts } from "./call-media.ts";
import type { CallContext, CallView, Ending, Occurrence, Trouble } from "./call-model.ts";
import type { Clock } from "./clock.ts";
import { endingOf } from "./ending.ts";
import { problemOf } from "./microphone.ts";
import type { MediaState } from "./peer-audio.ts";
import { SnapshotNews } from "./snapshot-news.ts";
import { occurrenceOf } from "./translate.ts";

export interface CallRunnerParts extends CallMediaParts {
  /** The connection to the server. A message that cannot be sent is gone: the snapshot recovers the state. */
  readonly signal: { readonly isOpen: boolean; send(message: ClientMessage): boolean };
  readonly clock: Clock;
  readonly newCallId: () => string;
}

export interface CallRunnerListener {
  readonly viewChanged: (view: CallView) => void;
  /** The peer's voice, or null when there is none (any more). */
  readonly voiceChanged: (stream: MediaStream | null) => void;
}

/** What the server has told about itself in `session:ready`. */
interface Session {
  readonly me: string;
  readonly timers: Timers;
}

/** A message without its envelope; the union is kept member by member. */
type Body = ClientMessage extends infer M ? M extends ClientMessage ? Pick<M, "type" | "payload"> : never
  : never;

/**
 * Runs the device's call machine: facts go in one after the other, the printed table says what follows, and
 * this is the one place that does it. It decides nothing by itself about what a state allows.
 */
export class CallRunner {
  #state: DeviceState = "idle";
  #call: CallContext | null = null;
  #since: number | null = null;
  #peerSignaling = true;
  #trouble: Trouble | null = null;
  #ending: Ending | null = null;
  /** Whom ending and trouble are about. */
  #lastPeer: Person | null = null;
  #session: Session | null = null;
  /** Calls that this device has ended, and why: the server may have missed it. */
  readonly #endedCalls = new Map<string, EndReason>();
  readonly #news = new SnapshotNews();
  readonly #waiting: Occurrence[] = [];
  #stepping = false;
  readonly #media: CallMedia;
  readonly #deadline: CallDeadline;

  constructor(private readonly parts: CallRunnerParts, private readonly listener: CallRunnerListener) {
    this.#deadline = new CallDeadline(parts.clock, (event) => this.#happen({ event }));
    this.#media = new CallMedia(parts, {
      microphoneReady: () => this.#happen({ event: "microphoneReady" }),
      microphoneFailed: (problem) =>
        this.#happen({ event: "microphoneFailed", trouble: { kind: "microphone", problem } }),
      offer: (sdp) => this.#send((call_id) => ({ type: "call:offer", payload: { call_id, sdp } })),
      answer: (sdp) => this.#send((call_id) => ({ type: "call:answer", payload: { call_id, sdp } })),
      candidate: (candidate) =>
        this.#send((call_id) => ({ type: "call:ice-candidate", payload: { call_id, candidate } })),
      media: (state) => this.#mediaChanged(state),
      voice: (stream) => listener.voiceChanged(stream),
      voiceGone: () => listener.voiceChanged(null),
    });
  }

  get view(): CallView {
    const call = this.#call;
    if (this.#state === "idle" || call === null) {
      return { state: "idle", peer: this.#lastPeer, ending: this.#ending, trouble: this.#trouble };
    }
    return {
      state: this.#state,
      call,
      since: this.#since,
      muted: this.#media.muted,
      peerSignaling: this.#peerSignaling,
      trouble: this.#trouble,
    };
  }

  // What the person does.

  /** "Call NAME" was pressed. For the very person whose call rings here that is accepting it. */
  callPressed(peer: Person): void {
    if (this.#state === "ringing" && this.#call?.peer.id === peer.id) return this.acceptPressed();
    if (this.#state !== "idle") return;
    if (!this.parts.signal.isOpen) return this.#offline(peer);
    const callId = this.parts.newCallId();
    this.#happen({
      event: "callPressed",
      call: { callId, peer, role: "caller", expiresAt: null, answeredAt: null },
    });
  }

  acceptPressed(): void {
    if (this.#state === "ringing" && !this.parts.signal.isOpen) {
      this.#trouble = { kind: "offline" };
      return this.#changed();
    }
    this.#happen({ event: "acceptPressed" });
  }

  declinePressed(): void {
    this.#happen({ event: "declinePressed" });
  }

  hangUpPressed(): void {
    this.#happen({ event: "hangUpPressed" });
  }

  muteToggled(): void {
    if (this.#call === null) return;
    this.#media.muted = !this.#media.muted;
    this.#changed();
  }

  /** Explains a microphone that could not be changed to; the call goes on with the old one. */
  microphoneChosen(deviceId: string | null): Promise<void> {
    return this.#explaining(this.#media.chooseMicrophone(deviceId));
  }

  /** The microphone in use was unplugged or taken away. */
  microphoneLost(): Promise<void> {
    return this.#explaining(this.#media.replaceLostMicrophone());
  }

  /** The last ending or trouble was read. */
  dismissed(): void {
    this.#ending = null;
    this.#trouble = null;
    this.#lastPeer = null;
    this.#changed();
  }

  /** The page goes, or somebody signs out: nothing may stay open. */
  dispose(): void {
    this.#deadline.cancel();
    this.#media.close();
    this.#state = "idle";
    this.#call = null;
  }

  // What the server says.

  received(message: ServerMessage): void {
    if (message.type === "session:ready") {
      this.#session = { me: message.payload.user.id, timers: message.payload.timers };
      // A call that could not be answered can be now.
      if (this.#state !== "idle" && this.#trouble?.kind === "offline") this.#trouble = null;
    }
    if (message.type === "session:ready" || message.type === "session:call") {
      const { call } = message.payload;
      this.#noteSignaling(call);
      const isNews = this.#news.isNews(call) || message.type === "session:ready";
      // That a call goes on which was ended here is news each time it is said.
      if (!isNews && !(call !== null && this.#endedCalls.has(call.call_id))) return;
    }
    if (message.type === "session:error") this.#news.forget();
    const occurrence = occurrenceOf(message, {
      me: this.#session?.me ?? "",
      state: this.#state,
      call: this.#call,
      ended: this.#endedCalls,
    });
    if (occurrence !== null) this.#happen(occurrence);
  }

  /** The part of a snapshot that no state depends on. */
  #noteSignaling(snapshot: Snapshot | null): void {
    if (snapshot === null || snapshot.call_id !== this.#call?.callId) return;
    this.#peerSignaling = snapshot.state !== "in-call" || snapshot.peer_signaling;
    this.#deadline.peerSignalingChanged(this.#peerSignaling);
    this.#changed();
  }

  #mediaChanged(state: MediaState): void {
    switch (state) {
      case "connecting":
        return; // the table counts the signals as progress
      case "connected":
        return this.#happen({ event: "mediaConnected" });
      case "disconnected":
        return this.#happen({ event: "mediaDisconnected" });
      case "failed":
        return this.#happen({ event: "mediaFailed" });
    }
  }

  // The machine.

  /** One fact after the other: an effect may bring about the next fact, but never in the middle. */
  #happen(occurrence: Occurrence): void {
    this.#waiting.push(occurrence);
    if (this.#stepping) return;
    this.#stepping = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#step(next);
    } finally {
      this.#stepping = false; // a fault in one effect must not leave a phone that no longer hangs up
    }
  }

  #step(occurrence: Occurrence): void {
    const transition = DEVICE_TABLE[this.#state][occurrence.event];
    if (transition === undefined) return;
    if (occurrence.event === "callPressed" && occurrence.call !== undefined) this.#adopt(occurrence.call);
    // What went wrong with a microphone is told until the next try, and no longer than the call.
    const over = this.#state !== "idle" && transition.next === "idle";
    if (over || occurrence.event === "acceptPressed") this.#trouble = null;
    if (occurrence.event === "mediaConnected") this.#since ??= this.parts.clock.now();
    this.#state = transition.next;
    for (const effect of transition.effects) this.#perform(effect, occurrence, transition);
    if (this.#state === "idle") this.#forget();
    this.#changed();
  }

  #perform(effect: DeviceEffect, occurrence: Occurrence, transition: Transition): void {
    switch (effect) {
      case "adoptCall":
        return occurrence.call === undefined ? undefined : this.#adopt(occurrence.call);
      case "openMicrophone":
        return this.#media.open();
      case "closeMedia":
        return this.#media.close();
      case "closePeer":
        return this.#media.closePeer();
      case "prepareOffer":
        return this.#media.prepareOffer();
      case "negotiate":
        return this.#call?.role === "caller" ? this.#media.sendOffer() : this.#accept();
      case "answerOffer":
        return occurrence.sdp === undefined ? undefined : this.#media.answer(occurrence.sdp);
      case "applyAnswer":
        return occurrence.sdp === undefined ? undefined : this.#media.applyAnswer(occurrence.sdp);
      case "addCandidate":
        return occurrence.candidate === undefined
          ? undefined
          : this.#media.addCandidate(occurrence.candidate);
      case "sendInitiate":
        return this.#send((call_id) => ({ type: "call:initiate", payload: { call_id } }));
      case "sendAccept":
        return this.#accept();
      case "sendReject":
        return this.#reject("declined");
      case "sendEnd":
        return this.#end(occurrence, transition.end_reason);
      case "showEnded":
        return this.#showEnded(occurrence, transition.end_reason);
      case "showTrouble":
        this.#trouble = occurrence.trouble ?? null;
        return;
      case "startConnectTimer":
        if (this.#session !== null) this.#deadline.startConnect(this.#session.timers);
        return;
      case "startMediaTimer":
        if (this.#session !== null) this.#deadline.startMedia(this.#session.timers, this.#peerSignaling);
        return;
      case "cancelConnectTimer":
      case "cancelMediaTimer":
        return this.#deadline.cancel();
    }
  }

  #adopt(call: CallContext): void {
    const same = this.#call?.callId === call.callId;
    this.#call = call;
    this.#ending = null;
    if (same) return;
    this.#trouble = null;
    this.#peerSignaling = true;
    // A call that goes on after a reload has lasted since it was answered; clocks may differ a little.
    this.#since = call.answeredAt === null || this.#state !== "resuming"
      ? null
      : Math.min(call.answeredAt, this.parts.clock.now());
  }

  #forget(): void {
    if (this.#call !== null) this.#lastPeer = this.#ending ?? this.#trouble ? this.#call.peer : null;
    this.#call = null;
    this.#since = null;
  }

  // Effects.

  #accept(): void {
    this.#send((call_id) => ({ type: "call:accept", payload: { call_id } }));
  }

  #reject(reason: EndReason, call = this.#call): void {
    if (call === null) return;
    this.#endedCalls.set(call.callId, reason);
    this.#send((call_id) => ({ type: "call:reject", payload: { call_id, reason } }), call);
  }

  #end(occurrence: Occurrence, reason: EndReason | undefined): void {
    const again = occurrence.event === "snapshotOfEndedCall";
    const call = again ? occurrence.call ?? null : this.#call;
    if (call === null) return;
    const why = reason ?? this.#endedCalls.get(call.callId) ?? "hung_up";
    // The server did not hear that a call was declined here while it rang.
    if (again && why === "declined") return this.#reject(why, call);
    this.#endedCalls.set(call.callId, why);
    this.#send((call_id) => ({ type: "call:end", payload: { call_id, reason: why } }), call);
  }

  #showEnded(occurrence: Occurrence, reason: EndReason | undefined): void {
    if (this.#call === null) return;
    const talked = this.#since === null ? null : this.parts.clock.now() - this.#since;
    this.#ending = endingOf(this.#call, occurrence, reason, talked);
  }

  #offline(peer: Person): void {
    this.#ending = null;
    this.#lastPeer = peer;
    this.#trouble = { kind: "offline" };
    this.#changed();
  }

  /** `change` gives false if it was overtaken, which neither is trouble nor ends any. */
  async #explaining(change: Promise<boolean>): Promise<void> {
    const call = this.#call?.callId;
    const [changed, trouble] = await change.then(
      (done) => [done, null] as const,
      (error: unknown) => [true, { kind: "microphone", problem: problemOf(error) }] as const,
    );
    // After the call has ended nobody cares that its microphone could not be changed.
    if (!changed || call === undefined || call !== this.#call?.callId) return;
    if (trouble !== null || this.#trouble?.kind === "microphone") this.#trouble = trouble;
    this.#changed();
  }

  #changed(): void {
    this.listener.viewChanged(this.view);
  }

  #send(compose: (callId: string) => Body, call = this.#call): void {
    if (call === null || this.#session === null) return;
    const { me } = this.#session;
    this.parts.signal.send({ ...compose(call.callId), from_user_id: me, to_user_id: call.peer.id });
  }
}
