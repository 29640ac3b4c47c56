import type { DeviceState, Person, Snapshot } from "../contract.ts";
import { UNKNOWN } from "../decoding/decoder.ts";
import type { ReceivedCode, ReceivedMessage, ReceivedSnapshot } from "../decoding/received.ts";
import type { CallContext, CallInput, Side } from "./call-model.ts";
import type { EndedCalls } from "./ended-calls.ts";

/** What a device knows when a message arrives. */
export interface Knowledge {
  readonly me: string;
  readonly state: DeviceState;
  readonly call: CallContext | null;
  /** Calls that this device has ended by itself; the server may not know yet. */
  readonly ended: Pick<EndedCalls, "has" | "nameOf">;
}

/** What the server says, but that the other side is muted: that is no fact for the machine. */
export type MessageOfCalls = Exclude<ReceivedMessage, { type: "call:mute" }>;

/** The fact that a message about calls is, or null when it speaks of some other call, or cannot be followed. */
export function inputOf(message: MessageOfCalls, known: Knowledge): CallInput | null {
  switch (message.type) {
    case "call:incoming": {
      const { call_id, caller, expires_at } = message.payload;
      if (known.ended.has(call_id)) return null;
      const call = ringing(call_id, caller, expires_at);
      const dialled = known.state === "dialing" && known.call?.peer.id === caller.id;
      return { event: dialled ? "incomingFromPeer" : "incoming", call };
    }
    case "call:accept":
      return about(message.payload.call_id, known, { event: "accepted" });
    case "call:reject":
    case "call:end": {
      const { call_id, reason } = message.payload;
      const endedBy = sideOf(message.from_user_id, known);
      const event = message.type === "call:end" ? "ended" : "rejected";
      return about(call_id, known, { event, reason, ...(endedBy === null ? {} : { endedBy }) });
    }
    case "call:offer":
      return about(message.payload.call_id, known, { event: "offerReceived", sdp: message.payload.sdp });
    case "call:answer":
      return about(message.payload.call_id, known, { event: "answerReceived", sdp: message.payload.sdp });
    case "call:ice-candidate": {
      const { call_id, candidate } = message.payload;
      return about(call_id, known, { event: "candidateReceived", candidate });
    }
    case "session:error": {
      const { call_id, code, type, message: words } = message.payload;
      const refused: CallInput = { event: "refused", trouble: { kind: "refused", code, message: words } };
      if (call_id !== null) return about(call_id, known, refused);
      return mayHaveBeenTheCall({ code, type }, known) ? refused : null;
    }
    case "session:call":
      return crosses(message.payload.call, known) ? null : snapshotInput(message.payload.call, known);
    case "session:ready": {
      const { call } = message.payload;
      // After a loss nothing of ours is on its way any more: theirs is what there is.
      return crosses(call, known)
        ? { event: "snapshotRingingFromPeer", call: contextOf(call) }
        : snapshotInput(call, known);
    }
    case "session:presence":
    case "session:changed":
    case "session:pong":
      return null;
  }
}

/**
 * Some refusals do not say what was refused, because the server has not read it. While a call waits for an
 * answer to its request, that request may have been it; if it was not, the snapshot that follows says so.
 */
function mayHaveBeenTheCall(
  { code, type }: { readonly code: ReceivedCode; readonly type: string | null },
  { state, call }: Knowledge,
): boolean {
  const mayBeUnread = code === "rate_limited" || code === "internal_error" ||
    (code === UNKNOWN && type === null);
  return mayBeUnread && call !== null && (state === "calling" || state === "accepting");
}

/**
 * Their call and ours cross. As long as our wish may be on its way the server takes it for the acceptance of
 * theirs, and its next snapshot says so; until then ours is what is shown, and the microphone stays open.
 */
function crosses(
  snapshot: ReceivedSnapshot | null,
  { state, call, ended }: Knowledge,
): snapshot is Snapshot {
  return (state === "calling" || state === "dialing") && snapshot !== UNKNOWN &&
    snapshot?.state === "ringing" && snapshot.peer.id === call?.peer.id && ended.nameOf(snapshot) === null;
}

/** In these states the call at hand is one that the server has told of: it has no other one of this person. */
const CONFIRMED: Readonly<Record<DeviceState, boolean>> = {
  idle: false,
  dialing: false,
  calling: false,
  redialing: true,
  ringing: true,
  answering: true,
  accepting: true,
  resuming: true,
  continuing: true,
  claiming: true,
  connecting: true,
  connected: true,
  interrupted: true,
  reconnecting: true,
};

function snapshotInput(snapshot: ReceivedSnapshot | null, known: Knowledge): CallInput | null {
  if (snapshot === null) return { event: "snapshotNone" };
  if (snapshot === UNKNOWN) return null; // the call stays as it is here, until something is said that is known
  const call = contextOf(snapshot);
  if (CONFIRMED[known.state] && known.call?.callId !== snapshot.call_id) {
    return { event: "snapshotOfOtherCall" };
  }
  // A call that another device has is not this one's to end.
  if (snapshot.state !== "ringing" && !snapshot.this_device) {
    return { event: "snapshotElsewhere", call };
  }
  const endedAs = known.ended.nameOf(snapshot);
  if (endedAs !== null) return { event: "snapshotOfEndedCall", call: { ...call, callId: endedAs } };
  switch (snapshot.state) {
    case "ringing":
      return { event: "snapshotRinging", call };
    case "calling":
      return { event: "snapshotCalling", call };
    case "in-call":
      return { event: call.role === "caller" ? "snapshotInCallAsCaller" : "snapshotInCallAsCallee", call };
  }
}

export function contextOf(snapshot: Snapshot): CallContext {
  const { call_id, peer, role, expires_at, answered_at } = snapshot;
  return { callId: call_id, peer, role, expiresAt: at(expires_at), answeredAt: at(answered_at) };
}

function ringing(callId: string, peer: Person, expiresAt: string): CallContext {
  return { callId, peer, role: "callee", expiresAt: at(expiresAt), answeredAt: null };
}

function at(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

function about(callId: string, known: Knowledge, input: CallInput): CallInput | null {
  return known.call?.callId === callId ? input : null;
}

function sideOf(userId: string, known: Knowledge): Side | null {
  if (userId === known.me) return "me";
  return userId === known.call?.peer.id ? "peer" : null;
}
