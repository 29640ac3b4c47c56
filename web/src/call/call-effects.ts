import type { DeviceEffect, DeviceState, EndReason } from "../contract.ts";
import type { CallDeadline } from "./call-deadline.ts";
import type { CallMedia } from "./call-media.ts";
import type { CallContext, CallInput } from "./call-model.ts";
import type { CallOutcome } from "./call-outcome.ts";
import type { CallSignals } from "./call-signals.ts";
import type { CallTimes } from "./call-times.ts";
import { endingOf, isOfThePath } from "./ending.ts";
import type { NegotiationPace } from "./negotiation-pace.ts";
import { pathCause } from "./path-findings.ts";
import { PATH_SEARCH } from "./path-search.ts";
import type { PeerSignaling } from "./peer-signaling.ts";

/** What effects act upon. */
export interface CallEffectsParts {
  readonly media: CallMedia;
  readonly signals: CallSignals;
  readonly deadline: CallDeadline;
  readonly times: CallTimes;
  readonly pace: NegotiationPace;
  readonly outcome: CallOutcome;
  readonly peerSignaling: PeerSignaling;
}

/** A step of the machine: what happened, where the call stood, and the reason if the ending is this device's own. */
export interface CallStep {
  readonly input: CallInput;
  readonly before: DeviceState;
  readonly endReason: EndReason | undefined;
}

/** Performs what the machine orders of the outside world. Which call is at hand is the runner's own. */
export class CallEffects {
  constructor(private readonly parts: CallEffectsParts) {}

  perform(effect: Exclude<DeviceEffect, "adoptCall">, step: CallStep, call: CallContext | null): void {
    const { media, signals, deadline, times, outcome } = this.parts;
    const { sdp, candidate, trouble } = step.input;
    switch (effect) {
      case "openMicrophone":
        return media.open();
      case "closeMedia":
        return media.close();
      case "closePeer":
        return media.closePeer();
      case "prepareOffer":
        return media.prepareOffer();
      case "negotiate":
        this.reportPath(step.before, call);
        return this.#negotiate(call);
      case "restart":
        return this.#restart(step.input, call);
      case "answerOffer":
        this.reportPath(step.before, call);
        return sdp === undefined ? undefined : this.#answer(sdp);
      case "applyAnswer":
        return sdp === undefined ? undefined : this.#applyAnswer(sdp);
      case "addCandidate":
        return candidate === undefined ? undefined : media.addCandidate(candidate);
      case "sendInitiate":
        return call === null ? undefined : signals.initiate(call);
      case "sendAccept":
        return call === null ? undefined : signals.accept(call);
      case "sendTakeOver":
        return call === null ? undefined : signals.takeOver(call);
      case "sendReject":
        return call === null ? undefined : signals.reject(call, "declined");
      case "sendEnd":
        return this.#end(step, call);
      case "showEnded":
        return call === null ? undefined : this.#showEnded(step, call);
      case "showTrouble":
        return outcome.tell(trouble ?? null);
      case "startRingTimer":
        return deadline.startRing();
      case "startConnectTimer":
        return deadline.startConnect(() => times.connectingSince);
      case "startGraceTimer":
        return deadline.startGrace();
      case "startMediaTimer":
        return deadline.startMedia(times.silentSince);
      case "cancelRingTimer":
      case "cancelConnectTimer":
      case "cancelGraceTimer":
      case "cancelMediaTimer":
        return deadline.cancel();
    }
  }

  /** A search for a path has failed, or the other side begins another: what it has found is told to the server. */
  reportPath(state: DeviceState, call: CallContext | null): void {
    const { findings } = this.parts.media;
    if (call === null || findings === null) return;
    const media = PATH_SEARCH[state];
    if (media !== null) this.parts.signals.reportSearch(call, media, findings.own);
  }

  /** Only the caller makes offers; the callee asks for one. */
  #negotiate(call: CallContext | null): void {
    if (call === null) return;
    if (call.role === "caller") this.parts.media.sendOffer();
    else this.parts.signals.accept(call);
    this.parts.pace.tried();
  }

  #restart({ event, returned }: CallInput, call: CallContext | null): void {
    const { media, signals, peerSignaling, pace } = this.parts;
    if (event === "networkChanged") media.networkChanged();
    if (!signals.isOpen || !peerSignaling.isUp) return;
    if (returned === "peer") return pace.peerIsBack();
    if (event === "signalingRestored" || event === "networkChanged") pace.refresh();
    if (pace.mayTry) this.#negotiate(call);
  }

  #answer(offer: string): void {
    this.parts.media.answer(offer);
    this.parts.pace.answered();
  }

  #applyAnswer(answer: string): void {
    const { media, pace } = this.parts;
    switch (media.applyAnswer(answer)) {
      case "applied":
        return pace.answered();
      case "ignored":
        return;
      case "offered-anew":
        return pace.tried();
    }
  }

  #end({ input, endReason, before }: CallStep, call: CallContext | null): void {
    const { signals } = this.parts;
    // After its end nothing is taken down of a call any more.
    if (isOfThePath(endReason)) this.reportPath(before, call);
    if (input.event !== "snapshotOfEndedCall") {
      this.parts.media.tellSound();
      return call === null ? undefined : signals.end(call, endReason ?? "hung_up");
    }
    if (input.call !== undefined) signals.endAgain(input.call);
  }

  #showEnded({ input, endReason, before }: CallStep, call: CallContext): void {
    const { signals, times, outcome, peerSignaling, media } = this.parts;
    const cause = before === "connecting" && media.findings !== null ? pathCause(media.findings) : null;
    const peerOffline = peerSignaling.isUp ? null : "peer";
    const offline = signals.isOpen ? peerOffline : "me";
    const told = endingOf(call, input, endReason, before, { talked: times.talked, offline, cause });
    outcome.callEnds(call.callId, told, before);
  }
}
