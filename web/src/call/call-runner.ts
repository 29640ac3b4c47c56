import {
  type DeviceEvent,
  type DeviceState,
  type Person,
  type Reach,
  type Snapshot,
  TRANSITION_TABLE,
} from "../contract.ts";
import { UNKNOWN } from "../decoding/decoder.ts";
import type { ReceivedMessage, ReceivedSnapshot } from "../decoding/received.ts";
import { CallDeadline } from "./call-deadline.ts";
import { CallEffects } from "./call-effects.ts";
import { CallMute } from "./call-mute.ts";
import { CallMedia, type CallMediaParts, type MediaState } from "./call-media.ts";
import type { CallContext, CallElsewhere, CallInput, CallView, Trouble } from "./call-model.ts";
import { CallOutcome } from "./call-outcome.ts";
import { CallTimes } from "./call-times.ts";
import { CallSignals, type SignalConnection } from "./call-signals.ts";
import type { Clock } from "./clock.ts";
import { EndedCalls } from "./ended-calls.ts";
import type { EndOfCall } from "./ending.ts";
import { EventQueue } from "./event-queue.ts";
import type { StoredValue, ValueStorage } from "./stored-value.ts";
import { MessageIntake } from "./message-intake.ts";
import { NegotiationPace } from "./negotiation-pace.ts";
import { futilityOf, pathCause } from "./path-findings.ts";
import type { MediaSample } from "./quality/media-sample.ts";
import { PeerSignaling } from "./peer-signaling.ts";
import { contextOf, type MessageOfCalls } from "./translate.ts";

export interface CallRunnerParts extends CallMediaParts {
  readonly signal: SignalConnection;
  readonly clock: Clock;
  readonly newCallId: () => string;
  /** Storage of this tab, for what must outlive a reload. */
  readonly storage: ValueStorage;
  /** How a call that is over has ended; null if that is not known. Never fails. */
  readonly fetchEnd: (callId: string) => Promise<EndOfCall | null>;
  /** The call in which this device is muted: a page that is loaded again must not be heard suddenly. */
  readonly mutedCall: StoredValue<string>;
  /** Told of what an effect throws. */
  readonly report: (fault: unknown) => void;
}

export interface CallRunnerListener {
  readonly viewChanged: (view: CallView) => void;
  /** How the call has sounded since the last look. */
  readonly looked: (callId: string, sample: MediaSample) => void;
  /** The peer's voice, or null when there is none (any more). */
  readonly voiceChanged: (stream: MediaStream | null) => void;
}

/** Connecting is no fact for the machine: its states know that a path is being looked for. */
const MEDIA_EVENTS: Readonly<Record<MediaState, DeviceEvent | null>> = {
  connecting: null,
  connected: "mediaConnected",
  silent: "mediaSilent",
  disconnected: "mediaDisconnected",
  failed: "mediaFailed",
  replaced: "mediaReplaced",
};

/**
 * Runs the device's call machine: facts go in one after the other, the printed table says what follows. It
 * decides nothing by itself about what a state allows.
 */
export class CallRunner {
  #state: DeviceState = "idle";
  #call: CallContext | null = null;
  #elsewhere: CallElsewhere | null = null;
  #reach: Reach | null = null;
  /** What the next `session:ready` means besides its snapshot. */
  #comingBack: "signalingRestored" | "networkChanged" = "signalingRestored";
  readonly #endedCalls: EndedCalls;
  readonly #signals: CallSignals;
  readonly #times: CallTimes;
  readonly #pace: NegotiationPace;
  readonly #outcome: CallOutcome;
  readonly #peerSignaling: PeerSignaling;
  readonly #intake: MessageIntake;
  readonly #inputs: EventQueue<CallInput>;
  readonly #media: CallMedia;
  readonly #mute: CallMute;
  readonly #deadline: CallDeadline;
  readonly #effects: CallEffects;

  constructor(private readonly parts: CallRunnerParts, private readonly listener: CallRunnerListener) {
    this.#inputs = new EventQueue((input) => this.#step(input), parts.report);
    this.#times = new CallTimes(parts.clock);
    this.#pace = new NegotiationPace(parts.clock, () => this.#pathFailed("negotiationStalled"));
    this.#outcome = new CallOutcome(parts.fetchEnd, () => this.#changed());
    this.#endedCalls = new EndedCalls(parts.storage);
    this.#signals = new CallSignals(parts.signal, this.#endedCalls);
    this.#peerSignaling = new PeerSignaling(parts.clock);
    this.#intake = new MessageIntake(
      () => ({
        me: this.#signals.me ?? "",
        state: this.#state,
        call: this.#call,
        ended: this.#endedCalls,
      }),
      (input) => this.#happen(input),
    );
    this.#deadline = new CallDeadline(
      parts.clock,
      () => ({ signaling: parts.signal.isAnswering, peerGoneSince: this.#peerSignaling.goneSince }),
      { passed: (event) => this.#happen({ event }), overslept: () => this.#times.overslept() },
    );
    this.#media = new CallMedia(parts, {
      microphoneReady: () => this.#happen({ event: "microphoneReady" }),
      microphoneFailed: (problem) =>
        this.#happen({ event: "microphoneFailed", trouble: { kind: "microphone", problem } }),
      offer: (sdp) => this.#say((call) => this.#signals.offer(call, sdp)),
      answer: (sdp) => this.#say((call) => this.#signals.answer(call, sdp)),
      candidate: (candidate) => this.#say((call) => this.#signals.candidate(call, candidate)),
      media: (state) => this.#mediaIs(state),
      allTold: () => this.#pace.allTold(),
      voice: (stream) => listener.voiceChanged(stream),
      qualityChanged: () => this.#changed(),
      looked: (sample) => this.#say((call) => listener.looked(call.callId, sample)),
      sounded: (sample) => this.#say((call) => this.#signals.reportSound(call, sample)),
      voiceGone: () => listener.voiceChanged(null),
    });
    this.#mute = new CallMute({
      media: this.#media,
      remembered: parts.mutedCall,
      say: (muted) => this.#say((call) => this.#signals.mute(call, muted)),
    });
    this.#effects = new CallEffects({
      media: this.#media,
      signals: this.#signals,
      deadline: this.#deadline,
      times: this.#times,
      pace: this.#pace,
      outcome: this.#outcome,
      peerSignaling: this.#peerSignaling,
    });
  }

  get view(): CallView {
    const call = this.#call;
    if (this.#state === "idle" || call === null) {
      const { peer, ending, trouble } = this.#outcome;
      return { state: "idle", peer, ending, trouble, elsewhere: this.#elsewhere };
    }
    return {
      state: this.#state,
      call,
      since: this.#times.since,
      muted: this.#mute.isMuted,
      peerMuted: this.#mute.peerIsMuted,
      peerSignaling: this.#peerSignaling.isUp,
      quality: this.#state === "connected" ? this.#media.quality : null,
      reach: this.#reach,
      trouble: this.#outcome.trouble,
    };
  }

  /** Why this device can begin, answer or take over no call now; null for nothing. */
  get #hindrance(): Trouble | null {
    const obstacle = this.parts.obstacle();
    if (obstacle !== null) return { kind: "obstacle", obstacle };
    return this.parts.signal.isOpen ? null : { kind: "offline" };
  }

  // What the person does.

  /** "Call NAME" was pressed. For the very person whose call rings here that is accepting it. */
  callPressed(peer: Person): void {
    if (this.#state === "ringing" && this.#call?.peer.id === peer.id) return this.acceptPressed();
    if (this.#state !== "idle") return;
    const hindrance = this.#hindrance;
    if (hindrance !== null) {
      this.#outcome.tellUncalled(peer, hindrance);
      return this.#changed();
    }
    const callId = this.parts.newCallId();
    this.#happen({
      event: "callPressed",
      call: { callId, peer, role: "caller", expiresAt: null, answeredAt: null },
    });
  }

  acceptPressed(): void {
    const hindrance = this.#state === "ringing" ? this.#hindrance : null;
    if (hindrance !== null) {
      this.#outcome.tell(hindrance);
      return this.#changed();
    }
    this.#happen({ event: "acceptPressed" });
  }

  /** "Continue here" was pressed, for the call that another device has. */
  continuePressed(): void {
    const elsewhere = this.#elsewhere;
    if (this.#state !== "idle" || elsewhere === null || !elsewhere.isAnswered) return;
    const hindrance = this.#hindrance;
    if (hindrance !== null) {
      this.#outcome.tellUncalled(elsewhere.call.peer, hindrance);
      return this.#changed();
    }
    this.#endedCalls.forget(elsewhere.names);
    this.#happen({ event: "continuePressed", call: elsewhere.call });
  }

  declinePressed(): void {
    this.#happen({ event: "declinePressed" });
  }

  hangUpPressed(): void {
    this.#happen({ event: "hangUpPressed" });
  }

  muteChanged(muted: boolean): void {
    if (this.#call === null) return;
    this.#mute.chosen(muted, this.#call, this.#state);
    this.#changed();
  }

  /** The microphone gives another track from now on; the connection stays as it is. */
  async microphoneChanged(track: MediaStreamTrack): Promise<void> {
    const call = this.#call?.callId;
    const trouble = await this.#media.replaceTrack(track).then(
      () => null,
      () => ({ kind: "microphone", problem: "unknown" }) as const,
    );
    // After the call has ended nobody cares that its microphone could not be changed.
    if (call === undefined || call !== this.#call?.callId) return;
    if (trouble === null && this.#outcome.trouble?.kind !== "microphone") return;
    this.#outcome.tell(trouble);
    this.#changed();
  }

  /** The last ending or trouble was read. */
  dismissed(): void {
    this.#outcome.dismiss();
    this.#changed();
  }

  /** The page goes, or somebody signs out: nothing may stay open. */
  dispose(): void {
    this.#deadline.cancel();
    this.#pace.entered("idle");
    this.#media.close();
    this.#state = "idle";
    this.#call = null;
  }

  /** This machine has another network. What that means is dealt with when the server is reached over it. */
  networkChanged(): void {
    this.#comingBack = "networkChanged";
  }

  // What the server says.

  received(message: ReceivedMessage): void {
    if (message.type === "session:ready") return this.#ready(message);
    if (message.type === "call:mute") return this.#heardOfMute(message);
    if (message.type !== "session:call") return this.#intake.received(message);
    this.#understand(message, message.payload.call);
    this.#noteSignaling(message.payload.call);
  }

  /** The connection is there, or is there again: whatever was on its way is lost, and this is what is so. */
  #ready(message: Extract<ReceivedMessage, { type: "session:ready" }>): void {
    const { user, timers, call } = message.payload;
    this.#signals.me = user.id;
    this.#deadline.timers = timers;
    // A call that could not be answered can be now; one that could not be placed is not placed by itself.
    if (this.#state !== "idle") this.#outcome.online();
    this.#understand(message, call);
    this.#peerSignaling.note(call);
    this.#noteReach(call);
    this.#deadline.conditionsChanged();
    const event = this.#comingBack;
    this.#comingBack = "signalingRestored";
    this.#happen({ event });
    this.#mute.tellAgain(this.#state);
    this.#changed();
  }

  /** Whatever the server says of this person's call. */
  #understand(message: MessageOfCalls, snapshot: ReceivedSnapshot | null): void {
    const { timers } = this.#deadline;
    if (timers !== null && this.#times.wishIsOlderThan(timers.ring)) this.#giveUpUnheardWish(snapshot);
    if (snapshot !== UNKNOWN) this.#noteElsewhere(callElsewhere(snapshot));
    this.#intake.received(message);
  }

  /** What was asked for before a long sleep is not asked for again: by now it would surprise whoever is asked. */
  #giveUpUnheardWish(snapshot: ReceivedSnapshot | null): void {
    if (snapshot === UNKNOWN) return;
    const named = this.#call?.callId;
    const isHeard = snapshot?.state !== "ringing" &&
      (snapshot?.call_id === named || snapshot?.alias === named) &&
      (this.#state !== "claiming" || snapshot?.this_device === true);
    if (!isHeard) this.#happen({ event: this.#state === "calling" ? "ringTimeout" : "connectTimeout" });
  }

  #noteSignaling(snapshot: ReceivedSnapshot | null): void {
    if (snapshot === null || snapshot === UNKNOWN || snapshot.call_id !== this.#call?.callId) return;
    const isBack = this.#peerSignaling.note(snapshot);
    this.#noteReach(snapshot);
    this.#deadline.conditionsChanged();
    if (isBack) {
      this.#happen({ event: "signalingRestored", returned: "peer" });
      this.#mute.tellAgain(this.#state);
    }
    this.#changed();
  }

  /** It is shown, though it is no fact for this device's machine. */
  #noteElsewhere(elsewhere: CallElsewhere | null): void {
    if (elsewhere === null && this.#elsewhere === null) return;
    this.#elsewhere = elsewhere;
    this.#changed();
  }

  #noteReach(snapshot: ReceivedSnapshot | null): void {
    if (snapshot !== UNKNOWN) this.#reach = snapshot?.reach ?? null;
  }

  /** It is shown, though it is no fact for this device's machine. */
  #heardOfMute(message: Extract<ReceivedMessage, { type: "call:mute" }>): void {
    if (this.#call === null) return;
    this.#mute.heard(message, this.#call);
    this.#changed();
  }

  // The machine.

  #mediaIs(state: MediaState): void {
    // What broke the path may have broken the connection to the server, too.
    if (state === "silent" || state === "disconnected" || state === "failed") this.parts.signal.suspect();
    if (state === "replaced") {
      this.#pace.beginAnew();
      this.#mute.peerIsNew();
    }
    if (state === "failed") return this.#pathFailed("mediaFailed");
    const event = MEDIA_EVENTS[state];
    if (event !== null) this.#happen({ event });
  }

  /** A try to find a path, or to mend one, has failed. Where it is certain that no other will do, this is the end. */
  #pathFailed(event: "mediaFailed" | "negotiationStalled"): void {
    this.#effects.reportPath(this.#state, this.#call);
    this.#happen({ event: this.#isPathImpossible ? "connectTimeout" : event });
  }

  /** Only where both can be reached: else something may be so now that nobody could say. */
  get #isPathImpossible(): boolean {
    const { findings } = this.#media;
    if (this.#state !== "connecting" || findings === null) return false;
    if (!this.parts.signal.isAnswering || !this.#peerSignaling.isUp) return false;
    return this.#pace.isInVain(futilityOf(pathCause(findings)));
  }

  /** One fact after the other: an effect may bring about the next fact, but never in the middle. */
  #happen(input: CallInput): void {
    this.#inputs.put(input);
  }

  #step(input: CallInput): void {
    const transition = TRANSITION_TABLE[this.#state][input.event];
    if (transition === undefined) return;
    const isPressed = input.event === "callPressed" || input.event === "continuePressed";
    if (isPressed && input.call !== undefined) this.#adopt(input.call, input.event);
    // What went wrong with a microphone is told until the next try, and no longer than the call.
    const before = this.#state;
    const over = before !== "idle" && transition.next === "idle";
    if (over || input.event === "acceptPressed") this.#outcome.tell(null);
    // What sounded until now is told with the ending, so the times follow when that is written.
    this.#state = transition.next;
    if (transition.next !== "idle") this.#times.entered(transition.next, this.#media.heardAt);
    this.#pace.entered(transition.next);
    const step = { input, before, endReason: transition.end_reason };
    for (const effect of transition.effects) {
      if (effect !== "adoptCall") this.#effects.perform(effect, step, this.#call);
      else if (input.call !== undefined) this.#adopt(input.call, input.event);
    }
    if (this.#state !== before) this.#media.entered(this.#state);
    if (this.#state === "connected" && before !== "connected") this.#mute.tellAgain(this.#state);
    if (this.#state === "idle") this.#forget();
    this.#mute.remember(this.#call);
    this.#changed();
  }

  #adopt(call: CallContext, event: DeviceEvent): void {
    const same = this.#call?.callId === call.callId;
    this.#call = call;
    this.#outcome.callBegins();
    if (same) return;
    this.#outcome.tell(null);
    this.#peerSignaling.begin();
    this.#mute.begin(call);
    this.#reach = null;
    const goesOn = this.#state === "resuming" || event === "continuePressed";
    this.#times.begin(goesOn ? call.answeredAt : null);
  }

  #forget(): void {
    if (this.#call !== null) this.#outcome.callGone(this.#call);
    this.#call = null;
    this.#times.entered("idle");
  }

  #changed(): void {
    this.listener.viewChanged(this.view);
  }

  #say(what: (call: CallContext) => void): void {
    if (this.#call !== null) what(this.#call);
  }
}

function callElsewhere(snapshot: Snapshot | null): CallElsewhere | null {
  if (snapshot === null || snapshot.state === "ringing" || snapshot.this_device) return null;
  const { call_id, alias } = snapshot;
  return {
    call: contextOf(snapshot),
    names: alias === null ? [call_id] : [call_id, alias],
    isAnswered: snapshot.state === "in-call",
  };
}
