import type { DeviceState } from "../contract.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import type { CallMedia } from "./call-media.ts";
import type { CallContext } from "./call-model.ts";
import type { StoredValue } from "./stored-value.ts";

export interface CallMuteParts {
  readonly media: Pick<CallMedia, "muted">;
  /** The call in which this device is muted. */
  readonly remembered: StoredValue<string>;
  /** Tells the other side of the call. */
  readonly say: (muted: boolean) => void;
}

/** Before there has been sound nobody has to know who is muted; then it is told. */
const MAY_BE_HEARD: readonly DeviceState[] = ["connected", "interrupted", "reconnecting"];

/**
 * Who is muted in a call. The two devices tell each other; the server passes it on and keeps nothing of it, so it is said
 * again whenever the other side may not have heard it.
 */
export class CallMute {
  #peerIsMuted = false;
  /** Was anything said of it in this call? Whoever has heard nothing takes us for heard. */
  #hasTold = false;

  constructor(private readonly parts: CallMuteParts) {}

  get isMuted(): boolean {
    return this.parts.media.muted;
  }

  /** Is the other one muted, as far as it is known? */
  get peerIsMuted(): boolean {
    return this.#peerIsMuted;
  }

  /** Another call, or one that goes on in a page that was loaded again. */
  begin(call: CallContext): void {
    this.#peerIsMuted = this.#hasTold = false;
    if (this.parts.remembered.load() === call.callId) this.parts.media.muted = true;
  }

  chosen(muted: boolean, call: CallContext, state: DeviceState): void {
    this.parts.media.muted = muted;
    this.remember(call);
    if (MAY_BE_HEARD.includes(state)) this.#tell();
  }

  /** Keeps it for a page that is loaded again; nothing without a call. */
  remember(call: CallContext | null): void {
    this.parts.remembered.save(this.isMuted ? call?.callId ?? null : null);
  }

  /** The other side may have missed what was said, or be another one. */
  tellAgain(state: DeviceState): void {
    if (MAY_BE_HEARD.includes(state) && (this.isMuted || this.#hasTold)) this.#tell();
  }

  /** What the other side says, if it is the one of this call that says it. */
  heard({ from_user_id, payload }: Extract<ReceivedMessage, { type: "call:mute" }>, call: CallContext): void {
    if (payload.call_id !== call.callId || from_user_id !== call.peer.id) return;
    this.#peerIsMuted = payload.muted;
  }

  /** The other one has another page, or another device: it is heard until it says something else. */
  peerIsNew(): void {
    this.#peerIsMuted = false;
  }

  #tell(): void {
    this.#hasTold = true;
    this.parts.say(this.isMuted);
  }
}
