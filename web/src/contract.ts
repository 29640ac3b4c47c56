// Printed by `duet-contract` from CallCore and Signaling. Do not edit: change the Swift and print anew.
// deno-fmt-ignore-file

export const PROTOCOL = "duet.v1";

export const CALL_STATES = [
  "calling",
  "ringing",
  "in-call",
] as const;
export type CallState = (typeof CALL_STATES)[number];

export const CALL_ROLES = [
  "caller",
  "callee",
] as const;
export type CallRole = (typeof CALL_ROLES)[number];

export const REACHES = [
  "ringing",
  "notifying",
  "notified",
  "offline",
] as const;
export type Reach = (typeof REACHES)[number];

export const PERSONAL_CHANGES = [
  "account",
  "settings",
  "seen_calls",
] as const;
export type PersonalChange = (typeof PERSONAL_CHANGES)[number];

export const END_REASONS = [
  "hung_up",
  "cancelled",
  "declined",
  "busy",
  "no_answer",
  "answered_elsewhere",
  "declined_elsewhere",
  "called_elsewhere",
  "connect_failed",
  "connection_lost",
  "abandoned",
  "signed_out",
  "microphone_unavailable",
] as const;
export type EndReason = (typeof END_REASONS)[number];

export const ERROR_CODES = [
  "not_text",
  "not_utf8",
  "frame_too_large",
  "protocol_error",
  "rate_limited",
  "not_json",
  "too_deep",
  "duplicate_key",
  "invalid_envelope",
  "unknown_type",
  "wrong_direction",
  "forged_sender",
  "wrong_recipient",
  "invalid_payload",
  "invalid_sdp",
  "invalid_candidate",
  "reason_not_allowed",
  "unknown_call",
  "not_your_call",
  "other_device",
  "wrong_state",
  "already_in_call",
  "too_many_calls",
  "self_call",
  "unknown_user",
  "user_disabled",
  "cannot_save",
  "internal_error",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const DEVICE_STATES = [
  "idle",
  "dialing",
  "calling",
  "redialing",
  "ringing",
  "answering",
  "accepting",
  "resuming",
  "continuing",
  "claiming",
  "connecting",
  "connected",
  "interrupted",
  "reconnecting",
] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

export const DEVICE_EVENTS = [
  "callPressed",
  "acceptPressed",
  "continuePressed",
  "declinePressed",
  "hangUpPressed",
  "microphoneReady",
  "microphoneFailed",
  "incoming",
  "incomingFromPeer",
  "accepted",
  "rejected",
  "ended",
  "offerReceived",
  "answerReceived",
  "candidateReceived",
  "refused",
  "snapshotNone",
  "snapshotCalling",
  "snapshotRinging",
  "snapshotRingingFromPeer",
  "snapshotInCallAsCaller",
  "snapshotInCallAsCallee",
  "snapshotElsewhere",
  "snapshotOfEndedCall",
  "snapshotOfOtherCall",
  "signalingRestored",
  "networkChanged",
  "mediaConnected",
  "mediaDisconnected",
  "mediaFailed",
  "mediaSilent",
  "negotiationStalled",
  "mediaReplaced",
  "ringTimeout",
  "connectTimeout",
  "graceTimeout",
  "mediaTimeout",
] as const;
export type DeviceEvent = (typeof DEVICE_EVENTS)[number];

export const DEVICE_EFFECTS = [
  "adoptCall",
  "openMicrophone",
  "closeMedia",
  "closePeer",
  "prepareOffer",
  "negotiate",
  "restart",
  "answerOffer",
  "applyAnswer",
  "addCandidate",
  "sendInitiate",
  "sendAccept",
  "sendTakeOver",
  "sendReject",
  "sendEnd",
  "showEnded",
  "showTrouble",
  "startRingTimer",
  "cancelRingTimer",
  "startConnectTimer",
  "cancelConnectTimer",
  "startGraceTimer",
  "cancelGraceTimer",
  "startMediaTimer",
  "cancelMediaTimer",
] as const;
export type DeviceEffect = (typeof DEVICE_EFFECTS)[number];

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

export interface Snapshot {
  readonly call_id: string;
  readonly alias: string | null;
  readonly state: CallState;
  readonly role: CallRole;
  readonly peer: Person;
  readonly this_device: boolean;
  readonly peer_signaling: boolean;
  readonly reach: Reach | null;
  readonly expires_at: string | null;
  readonly answered_at: string | null;
}

export interface Timers {
  readonly ring: number;
  readonly minimum_ring: number;
  readonly abandon: number;
  readonly connect: number;
  readonly connect_in_all: number;
  readonly media_lost: number;
  readonly media_lost_peer_gone: number;
  readonly disconnected_grace: number;
  readonly heartbeat: number;
  readonly heartbeat_dead: number;
  readonly heartbeat_dead_hidden: number;
  readonly reconnect: readonly number[];
}

export interface IceCandidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
  readonly usernameFragment: string | null;
}

export interface Gathering {
  readonly complete: boolean;
  readonly relay_only: boolean;
  readonly host: boolean;
  readonly srflx: boolean;
  readonly relay: boolean;
  readonly stun: number | null;
  readonly turn_udp: number | null;
  readonly turn_tcp: number | null;
  readonly turn_tls: number | null;
}

export interface Envelope<Type extends string, Payload> {
  readonly type: Type;
  readonly from_user_id: string;
  readonly to_user_id: string;
  readonly payload: Payload;
}

/// What a device sends.
export type ClientMessage =
  | Envelope<"call:initiate", { readonly call_id: string }>
  | Envelope<"call:accept", { readonly call_id: string; readonly take_over: boolean }>
  | Envelope<"call:reject", { readonly call_id: string; readonly reason: EndReason }>
  | Envelope<"call:offer", { readonly call_id: string; readonly sdp: string }>
  | Envelope<"call:answer", { readonly call_id: string; readonly sdp: string }>
  | Envelope<"call:ice-candidate", { readonly call_id: string; readonly candidate: IceCandidate | null }>
  | Envelope<"call:mute", { readonly call_id: string; readonly muted: boolean }>
  | Envelope<"call:end", { readonly call_id: string; readonly reason: EndReason }>
  | Envelope<"session:ping", { readonly sent_at: number }>
  | Envelope<"session:report", { readonly call_id: string; readonly media: "connecting" | "connected" | "reconnecting"; readonly path: "host" | "srflx" | "prflx" | "relay" | null; readonly transport: "udp" | "tcp" | "tls" | null; readonly codec: "opus" | "red" | "g722" | "pcmu" | "pcma" | "other" | null; readonly round_trip_ms: number | null; readonly loss: number | null; readonly jitter_ms: number | null; readonly concealed: number | null; readonly level_db: number | null; readonly gathering: Gathering | null }>;

/// What the server sends.
export type ServerMessage =
  | Envelope<"call:incoming", { readonly call_id: string; readonly caller: Person; readonly expires_at: string }>
  | Envelope<"call:accept", { readonly call_id: string }>
  | Envelope<"call:reject", { readonly call_id: string; readonly reason: EndReason }>
  | Envelope<"call:offer", { readonly call_id: string; readonly sdp: string }>
  | Envelope<"call:answer", { readonly call_id: string; readonly sdp: string }>
  | Envelope<"call:ice-candidate", { readonly call_id: string; readonly candidate: IceCandidate | null }>
  | Envelope<"call:mute", { readonly call_id: string; readonly muted: boolean }>
  | Envelope<"call:end", { readonly call_id: string; readonly reason: EndReason }>
  | Envelope<"session:ready", { readonly device_id: string; readonly user: Person; readonly call: Snapshot | null; readonly timers: Timers; readonly version: string; readonly page: string | null }>
  | Envelope<"session:call", { readonly call: Snapshot | null }>
  | Envelope<"session:presence", { readonly sequence: number; readonly online: readonly string[]; readonly offline: readonly string[]; readonly reload: boolean }>
  | Envelope<"session:changed", { readonly what: PersonalChange }>
  | Envelope<"session:error", { readonly code: ErrorCode; readonly message: string; readonly type: string | null; readonly call_id: string | null }>
  | Envelope<"session:pong", { readonly sent_at: number }>;

/// What a closed page is told by Web Push.
export type PushMessage =
  | { readonly type: "call:incoming"; readonly call_id: string; readonly from: Person; readonly to_user_id: string; readonly expires_at: string }
  | { readonly type: "call:end"; readonly call_id: string; readonly from: Person; readonly to_user_id: string; readonly reason: EndReason; readonly missed: boolean };

export const LIMITS = {
  frame_bytes: 65536,
  json_depth: 16,
  sdp_bytes: 16384,
  candidate_bytes: 1024,
  candidates_per_negotiation: 100,
  burst: 120,
  messages_per_second: 20,
  presence_changes: 100,
} as const;

/// What an event does in a state. `end_reason` is what `sendEnd` and `showEnded` say where the
/// event is this device's own; otherwise the reason stands in the message at hand.
export interface Transition {
  readonly next: DeviceState;
  readonly effects: readonly DeviceEffect[];
  readonly end_reason?: EndReason;
}

/// The device machine, state × event. An absent cell means: nothing happens.
export const TRANSITION_TABLE: {
  readonly [State in DeviceState]: { readonly [Event in DeviceEvent]?: Transition };
} = {
  idle: {
    callPressed: { next: "dialing", effects: ["openMicrophone", "startRingTimer"] },
    continuePressed: { next: "continuing", effects: ["openMicrophone", "startRingTimer"] },
    incoming: { next: "ringing", effects: ["adoptCall", "startRingTimer"] },
    snapshotCalling: { next: "redialing", effects: ["adoptCall", "openMicrophone", "startRingTimer"] },
    snapshotRinging: { next: "ringing", effects: ["adoptCall", "startRingTimer"] },
    snapshotInCallAsCaller: { next: "resuming", effects: ["adoptCall", "openMicrophone", "startMediaTimer"] },
    snapshotInCallAsCallee: { next: "resuming", effects: ["adoptCall", "openMicrophone", "startMediaTimer"] },
    snapshotOfEndedCall: { next: "idle", effects: ["sendEnd"] },
  },
  dialing: {
    hangUpPressed: { next: "idle", effects: ["cancelRingTimer", "closeMedia"], end_reason: "cancelled" },
    microphoneReady: { next: "calling", effects: ["cancelRingTimer", "prepareOffer", "sendInitiate", "startRingTimer"] },
    microphoneFailed: { next: "idle", effects: ["cancelRingTimer", "showTrouble", "closeMedia"], end_reason: "microphone_unavailable" },
    incoming: { next: "ringing", effects: ["cancelRingTimer", "adoptCall", "closeMedia", "startRingTimer"] },
    incomingFromPeer: { next: "answering", effects: ["cancelRingTimer", "adoptCall", "startRingTimer"] },
    snapshotCalling: { next: "redialing", effects: ["cancelRingTimer", "adoptCall", "startRingTimer"] },
    snapshotRinging: { next: "ringing", effects: ["cancelRingTimer", "adoptCall", "closeMedia", "startRingTimer"] },
    snapshotRingingFromPeer: { next: "answering", effects: ["cancelRingTimer", "adoptCall", "startRingTimer"] },
    snapshotInCallAsCaller: { next: "resuming", effects: ["cancelRingTimer", "adoptCall", "startMediaTimer"] },
    snapshotInCallAsCallee: { next: "resuming", effects: ["cancelRingTimer", "adoptCall", "startMediaTimer"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelRingTimer", "closeMedia"] },
    snapshotOfEndedCall: { next: "dialing", effects: ["sendEnd"] },
    ringTimeout: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"], end_reason: "microphone_unavailable" },
  },
  calling: {
    hangUpPressed: { next: "idle", effects: ["cancelRingTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "cancelled" },
    accepted: { next: "connecting", effects: ["cancelRingTimer", "negotiate", "startConnectTimer"] },
    rejected: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    ended: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    refused: { next: "idle", effects: ["cancelRingTimer", "showTrouble", "closeMedia"] },
    snapshotNone: { next: "calling", effects: ["sendInitiate"] },
    snapshotCalling: { next: "calling", effects: ["cancelRingTimer", "adoptCall", "startRingTimer"] },
    snapshotRinging: { next: "ringing", effects: ["cancelRingTimer", "adoptCall", "closeMedia", "startRingTimer"] },
    snapshotRingingFromPeer: { next: "accepting", effects: ["cancelRingTimer", "closePeer", "adoptCall", "sendAccept", "startConnectTimer"] },
    snapshotInCallAsCaller: { next: "connecting", effects: ["cancelRingTimer", "adoptCall", "negotiate", "startConnectTimer"] },
    snapshotInCallAsCallee: { next: "connecting", effects: ["cancelRingTimer", "closePeer", "adoptCall", "startConnectTimer"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotOfEndedCall: { next: "calling", effects: ["sendEnd"] },
    networkChanged: { next: "calling", effects: ["closePeer", "prepareOffer"] },
    ringTimeout: { next: "idle", effects: ["cancelRingTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "connection_lost" },
  },
  redialing: {
    hangUpPressed: { next: "idle", effects: ["cancelRingTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "cancelled" },
    microphoneReady: { next: "calling", effects: ["prepareOffer"] },
    microphoneFailed: { next: "idle", effects: ["cancelRingTimer", "sendEnd", "showTrouble", "closeMedia"], end_reason: "microphone_unavailable" },
    accepted: { next: "resuming", effects: ["cancelRingTimer", "startMediaTimer"] },
    rejected: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    ended: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotNone: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotInCallAsCaller: { next: "resuming", effects: ["cancelRingTimer", "startMediaTimer"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    ringTimeout: { next: "idle", effects: ["cancelRingTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "connection_lost" },
  },
  ringing: {
    acceptPressed: { next: "answering", effects: ["openMicrophone"] },
    declinePressed: { next: "idle", effects: ["cancelRingTimer", "sendReject", "showEnded"], end_reason: "declined" },
    incoming: { next: "ringing", effects: ["cancelRingTimer", "adoptCall", "startRingTimer"] },
    ended: { next: "idle", effects: ["cancelRingTimer", "showEnded"] },
    snapshotNone: { next: "idle", effects: ["cancelRingTimer", "showEnded"] },
    snapshotRinging: { next: "ringing", effects: ["cancelRingTimer", "adoptCall", "startRingTimer"] },
    snapshotInCallAsCallee: { next: "resuming", effects: ["cancelRingTimer", "openMicrophone", "startMediaTimer"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelRingTimer", "showEnded"] },
    snapshotOfEndedCall: { next: "idle", effects: ["cancelRingTimer", "sendEnd", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelRingTimer", "showEnded"] },
    ringTimeout: { next: "idle", effects: ["cancelRingTimer", "showEnded"], end_reason: "no_answer" },
  },
  answering: {
    declinePressed: { next: "idle", effects: ["cancelRingTimer", "sendReject", "closeMedia", "showEnded"], end_reason: "declined" },
    hangUpPressed: { next: "idle", effects: ["cancelRingTimer", "sendReject", "closeMedia", "showEnded"], end_reason: "declined" },
    microphoneReady: { next: "accepting", effects: ["cancelRingTimer", "sendAccept", "startConnectTimer"] },
    microphoneFailed: { next: "ringing", effects: ["showTrouble", "closeMedia"] },
    ended: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotNone: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotInCallAsCallee: { next: "resuming", effects: ["cancelRingTimer", "startMediaTimer"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotOfEndedCall: { next: "idle", effects: ["cancelRingTimer", "sendEnd", "closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    ringTimeout: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"], end_reason: "no_answer" },
  },
  accepting: {
    hangUpPressed: { next: "idle", effects: ["cancelConnectTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "hung_up" },
    ended: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    offerReceived: { next: "connecting", effects: ["cancelConnectTimer", "answerOffer", "startConnectTimer"] },
    refused: { next: "ringing", effects: ["cancelConnectTimer", "showTrouble", "closeMedia", "startRingTimer"] },
    snapshotNone: { next: "accepting", effects: ["cancelConnectTimer", "sendAccept", "startConnectTimer"] },
    snapshotRinging: { next: "accepting", effects: ["cancelConnectTimer", "sendAccept", "startConnectTimer"] },
    snapshotInCallAsCallee: { next: "connecting", effects: ["cancelConnectTimer", "startConnectTimer"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    snapshotOfEndedCall: { next: "idle", effects: ["cancelConnectTimer", "sendEnd", "closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    connectTimeout: { next: "idle", effects: ["cancelConnectTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "connect_failed" },
  },
  resuming: {
    hangUpPressed: { next: "idle", effects: ["cancelMediaTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "hung_up" },
    microphoneReady: { next: "reconnecting", effects: ["negotiate"] },
    microphoneFailed: { next: "idle", effects: ["cancelMediaTimer", "sendEnd", "showTrouble", "closeMedia"], end_reason: "microphone_unavailable" },
    ended: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    snapshotNone: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    mediaTimeout: { next: "idle", effects: ["cancelMediaTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "connection_lost" },
  },
  continuing: {
    hangUpPressed: { next: "idle", effects: ["cancelRingTimer", "closeMedia"], end_reason: "hung_up" },
    microphoneReady: { next: "claiming", effects: ["cancelRingTimer", "sendTakeOver", "startConnectTimer"] },
    microphoneFailed: { next: "idle", effects: ["cancelRingTimer", "showTrouble", "closeMedia"], end_reason: "microphone_unavailable" },
    snapshotNone: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    snapshotInCallAsCaller: { next: "resuming", effects: ["cancelRingTimer", "startMediaTimer"] },
    snapshotInCallAsCallee: { next: "resuming", effects: ["cancelRingTimer", "startMediaTimer"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"] },
    ringTimeout: { next: "idle", effects: ["cancelRingTimer", "closeMedia", "showEnded"], end_reason: "microphone_unavailable" },
  },
  claiming: {
    hangUpPressed: { next: "idle", effects: ["cancelConnectTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "hung_up" },
    refused: { next: "idle", effects: ["cancelConnectTimer", "showTrouble", "closeMedia"] },
    snapshotNone: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    snapshotInCallAsCaller: { next: "reconnecting", effects: ["cancelConnectTimer", "negotiate", "startMediaTimer"] },
    snapshotInCallAsCallee: { next: "reconnecting", effects: ["cancelConnectTimer", "startMediaTimer"] },
    snapshotElsewhere: { next: "claiming", effects: ["cancelConnectTimer", "sendTakeOver", "startConnectTimer"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    connectTimeout: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"], end_reason: "connect_failed" },
  },
  connecting: {
    hangUpPressed: { next: "idle", effects: ["cancelConnectTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "hung_up" },
    accepted: { next: "connecting", effects: ["cancelConnectTimer", "negotiate", "startConnectTimer"] },
    ended: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    offerReceived: { next: "connecting", effects: ["answerOffer"] },
    answerReceived: { next: "connecting", effects: ["applyAnswer"] },
    candidateReceived: { next: "connecting", effects: ["addCandidate"] },
    snapshotNone: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelConnectTimer", "closeMedia", "showEnded"] },
    signalingRestored: { next: "connecting", effects: ["cancelConnectTimer", "restart", "startConnectTimer"] },
    networkChanged: { next: "connecting", effects: ["cancelConnectTimer", "restart", "startConnectTimer"] },
    mediaConnected: { next: "connected", effects: ["cancelConnectTimer"] },
    mediaFailed: { next: "connecting", effects: ["restart"] },
    negotiationStalled: { next: "connecting", effects: ["restart"] },
    connectTimeout: { next: "idle", effects: ["cancelConnectTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "connect_failed" },
  },
  connected: {
    hangUpPressed: { next: "idle", effects: ["sendEnd", "closeMedia", "showEnded"], end_reason: "hung_up" },
    accepted: { next: "connected", effects: ["negotiate"] },
    ended: { next: "idle", effects: ["closeMedia", "showEnded"] },
    offerReceived: { next: "connected", effects: ["answerOffer"] },
    answerReceived: { next: "connected", effects: ["applyAnswer"] },
    candidateReceived: { next: "connected", effects: ["addCandidate"] },
    snapshotNone: { next: "idle", effects: ["closeMedia", "showEnded"] },
    snapshotElsewhere: { next: "idle", effects: ["closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["closeMedia", "showEnded"] },
    networkChanged: { next: "connected", effects: ["restart"] },
    mediaDisconnected: { next: "interrupted", effects: ["startGraceTimer"] },
    mediaFailed: { next: "reconnecting", effects: ["restart", "startMediaTimer"] },
    mediaSilent: { next: "reconnecting", effects: ["restart", "startMediaTimer"] },
    mediaReplaced: { next: "reconnecting", effects: ["startMediaTimer"] },
  },
  interrupted: {
    hangUpPressed: { next: "idle", effects: ["cancelGraceTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "hung_up" },
    accepted: { next: "reconnecting", effects: ["cancelGraceTimer", "negotiate", "startMediaTimer"] },
    ended: { next: "idle", effects: ["cancelGraceTimer", "closeMedia", "showEnded"] },
    offerReceived: { next: "reconnecting", effects: ["cancelGraceTimer", "answerOffer", "startMediaTimer"] },
    answerReceived: { next: "interrupted", effects: ["applyAnswer"] },
    candidateReceived: { next: "interrupted", effects: ["addCandidate"] },
    snapshotNone: { next: "idle", effects: ["cancelGraceTimer", "closeMedia", "showEnded"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelGraceTimer", "closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelGraceTimer", "closeMedia", "showEnded"] },
    networkChanged: { next: "reconnecting", effects: ["cancelGraceTimer", "restart", "startMediaTimer"] },
    mediaConnected: { next: "connected", effects: ["cancelGraceTimer"] },
    mediaFailed: { next: "reconnecting", effects: ["cancelGraceTimer", "restart", "startMediaTimer"] },
    mediaSilent: { next: "reconnecting", effects: ["cancelGraceTimer", "restart", "startMediaTimer"] },
    mediaReplaced: { next: "reconnecting", effects: ["cancelGraceTimer", "startMediaTimer"] },
    graceTimeout: { next: "reconnecting", effects: ["cancelGraceTimer", "restart", "startMediaTimer"] },
  },
  reconnecting: {
    hangUpPressed: { next: "idle", effects: ["cancelMediaTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "hung_up" },
    accepted: { next: "reconnecting", effects: ["negotiate"] },
    ended: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    offerReceived: { next: "reconnecting", effects: ["answerOffer"] },
    answerReceived: { next: "reconnecting", effects: ["applyAnswer"] },
    candidateReceived: { next: "reconnecting", effects: ["addCandidate"] },
    snapshotNone: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    snapshotElsewhere: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    snapshotOfOtherCall: { next: "idle", effects: ["cancelMediaTimer", "closeMedia", "showEnded"] },
    signalingRestored: { next: "reconnecting", effects: ["restart"] },
    networkChanged: { next: "reconnecting", effects: ["restart"] },
    mediaConnected: { next: "connected", effects: ["cancelMediaTimer"] },
    mediaFailed: { next: "reconnecting", effects: ["restart"] },
    negotiationStalled: { next: "reconnecting", effects: ["restart"] },
    mediaTimeout: { next: "idle", effects: ["cancelMediaTimer", "sendEnd", "closeMedia", "showEnded"], end_reason: "connection_lost" },
  },
};

/// How long a device that looks for a path waits for an answer after it has negotiated for the first, second …
/// time; the last one repeats. And how long it waits for audio after an answer. Milliseconds.
export const NEGOTIATION_WAITS: readonly number[] = [2000, 3000, 5000, 8000];
export const ANSWERED_WAIT = 8000;

/// How much longer than `Timers.ring` a device waits for an answer before it gives up by itself. Milliseconds.
export const RING_MARGIN = 10000;

/// The device's states in the protocol's words.
export const CALL_STATE_OF: { readonly [State in DeviceState]: CallState | null } = {
  idle: null,
  dialing: "calling",
  calling: "calling",
  redialing: "calling",
  ringing: "ringing",
  answering: "ringing",
  accepting: "ringing",
  resuming: "in-call",
  continuing: "in-call",
  claiming: "in-call",
  connecting: "in-call",
  connected: "in-call",
  interrupted: "in-call",
  reconnecting: "in-call",
};
