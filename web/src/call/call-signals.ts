import type { ClientMessage, EndReason, Gathering, IceCandidate } from "../contract.ts";
import type { CallContext } from "./call-model.ts";
import type { EndedCalls } from "./ended-calls.ts";
import type { MediaSample } from "./quality/media-sample.ts";

/** The connection to the server. A message that cannot be sent is gone: the snapshot recovers the state. */
export interface SignalConnection {
  readonly isOpen: boolean;
  /** Is it open, and has the server answered lately? A connection may look open and carry nothing. */
  readonly isAnswering: boolean;
  send(message: ClientMessage): boolean;
  /** The audio has trouble, and the connection may have the same. */
  suspect(): void;
}

/** A message without its envelope; the union is kept member by member. */
type Body = ClientMessage extends infer M ? M extends ClientMessage ? Pick<M, "type" | "payload"> : never
  : never;

const NO_MEASURES = {
  path: null,
  transport: null,
  codec: null,
  round_trip_ms: null,
  loss: null,
  jitter_ms: null,
  concealed: null,
  level_db: null,
} as const;

/** Says things about a call, to the other person by way of the server. */
export class CallSignals {
  /** Who speaks; nothing can be said before the server has told. */
  me: string | null = null;
  /** The report that was sent last, as JSON. */
  #reported = "";

  constructor(private readonly connection: SignalConnection, private readonly ended: EndedCalls) {}

  get isOpen(): boolean {
    return this.connection.isOpen;
  }

  initiate(call: CallContext): void {
    this.#send(call, { type: "call:initiate", payload: { call_id: call.callId } });
  }

  accept(call: CallContext): void {
    this.#send(call, { type: "call:accept", payload: { call_id: call.callId, take_over: false } });
  }

  takeOver(call: CallContext): void {
    this.#send(call, { type: "call:accept", payload: { call_id: call.callId, take_over: true } });
  }

  reject(call: CallContext, reason: EndReason): void {
    this.ended.add(call.callId, reason);
    this.#send(call, { type: "call:reject", payload: { call_id: call.callId, reason } });
  }

  end(call: CallContext, reason: EndReason): void {
    this.ended.add(call.callId, reason);
    this.#send(call, { type: "call:end", payload: { call_id: call.callId, reason } });
  }

  /** The server did not hear that this call was ended, or declined, here. What is answered cannot be declined. */
  endAgain(call: CallContext): void {
    const reason = this.ended.reason(call.callId) ?? "hung_up";
    if (reason !== "declined") return this.end(call, reason);
    if (call.answeredAt === null) this.reject(call, reason);
    else this.end(call, "hung_up");
  }

  offer(call: CallContext, sdp: string): void {
    this.#send(call, { type: "call:offer", payload: { call_id: call.callId, sdp } });
  }

  answer(call: CallContext, sdp: string): void {
    this.#send(call, { type: "call:answer", payload: { call_id: call.callId, sdp } });
  }

  candidate(call: CallContext, candidate: IceCandidate | null): void {
    this.#send(call, { type: "call:ice-candidate", payload: { call_id: call.callId, candidate } });
  }

  mute(call: CallContext, muted: boolean): void {
    this.#send(call, { type: "call:mute", payload: { call_id: call.callId, muted } });
  }

  /** What the search for a path has found, for the call's timeline; the same is not told twice. */
  reportSearch(call: CallContext, media: "connecting" | "reconnecting", gathering: Gathering): void {
    const payload = { ...NO_MEASURES, call_id: call.callId, media, gathering };
    const report = JSON.stringify(payload);
    if (report === this.#reported) return;
    this.#reported = report;
    this.#send(call, { type: "session:report", payload }, "server");
  }

  /** How the call has sounded here, for its timeline. What did not arrive at the other side is the other's to tell. */
  reportSound(call: CallContext, sample: MediaSample): void {
    const { path, transport, codec, roundTrip, loss, jitter, concealed, level } = sample;
    const payload = {
      call_id: call.callId,
      media: "connected",
      path,
      transport,
      codec,
      round_trip_ms: roundTrip,
      loss,
      jitter_ms: jitter,
      concealed,
      level_db: level,
      gathering: null,
    } as const;
    this.#send(call, { type: "session:report", payload }, "server");
  }

  #send(call: CallContext, body: Body, to = call.peer.id): void {
    if (this.me === null) return;
    this.connection.send({ ...body, from_user_id: this.me, to_user_id: to });
  }
}
