import {
  CALL_ROLES,
  CALL_STATES,
  END_REASONS,
  ERROR_CODES,
  type IceCandidate,
  LIMITS,
  PERSONAL_CHANGES,
  type Reach,
  REACHES,
  type Snapshot,
  type Timers,
} from "../contract.ts";
import {
  type Decoder,
  flag,
  listOf,
  Malformed,
  moment,
  nullable,
  object,
  quantity,
  record,
  shortText,
  text,
  UNKNOWN,
  wordOf,
} from "../decoding/decoder.ts";
import { identifier, person } from "../decoding/person.ts";
import type { ReceivedMessage, ReceivedSnapshot } from "../decoding/received.ts";

type ServerType = ReceivedMessage["type"];

export type Decoded =
  | { readonly ok: true; readonly message: ReceivedMessage }
  /** `type` is null where not even that is known. */
  | { readonly ok: false; readonly problem: string; readonly type: ServerType | null };

/** A time stays the string it is on the wire, but only if it is one. */
const time: Decoder<string> = (value, path) => {
  moment(value, path);
  return text(value, path);
};

/** An older server does not say how far a call has got; a newer one may know more words for it. */
const reach: Decoder<Reach | null> = (value, path) => {
  const word = value === undefined ? null : nullable(wordOf(REACHES))(value, path);
  return word === UNKNOWN ? null : word;
};

const situation = object({ state: wordOf(CALL_STATES), role: wordOf(CALL_ROLES) });
const circumstances = object<Omit<Snapshot, "state" | "role">>({
  call_id: identifier,
  peer: person,
  this_device: flag,
  peer_signaling: flag,
  reach,
  expires_at: nullable(time),
  answered_at: nullable(time),
  alias: nullable(text),
});

const snapshot: Decoder<ReceivedSnapshot> = (value, path) => {
  const { state, role } = situation(value, path);
  return state === UNKNOWN || role === UNKNOWN ? UNKNOWN : { ...circumstances(value, path), state, role };
};

const timers = object<Timers>({
  ring: quantity,
  minimum_ring: quantity,
  abandon: quantity,
  connect: quantity,
  media_lost: quantity,
  media_lost_peer_gone: quantity,
  connect_in_all: quantity,
  disconnected_grace: quantity,
  heartbeat: quantity,
  heartbeat_dead: quantity,
  heartbeat_dead_hidden: quantity,
  reconnect: listOf(quantity, 100),
});

const candidate = object<IceCandidate>({
  candidate: (value, path) => {
    const line = text(value, path);
    if (line.length > LIMITS.candidate_bytes) throw new Malformed(path, "a shorter candidate");
    return line;
  },
  sdpMid: nullable(text),
  sdpMLineIndex: nullable(quantity),
  usernameFragment: nullable(text),
});

const onlyCall = object({ call_id: identifier });
const callWithReason = object({ call_id: identifier, reason: wordOf(END_REASONS) });
const callWithSdp = object({ call_id: identifier, sdp: shortText(LIMITS.sdp_bytes) });

type PresenceChange = Extract<ReceivedMessage, { type: "session:presence" }>["payload"];

const presenceChange: Decoder<PresenceChange> = (value, path) => {
  const change = object<PresenceChange>({
    sequence: quantity,
    online: listOf(identifier, LIMITS.presence_changes),
    offline: listOf(identifier, LIMITS.presence_changes),
    reload: flag,
  })(value, path);
  if (change.online.length + change.offline.length > LIMITS.presence_changes) {
    throw new Malformed(path, `at most ${LIMITS.presence_changes} people`);
  }
  return change;
};

type Payloads = { readonly [M in ReceivedMessage as M["type"]]: Decoder<M["payload"]> };

const payloads: Payloads = {
  "call:incoming": object({ call_id: identifier, caller: person, expires_at: time }),
  "call:accept": onlyCall,
  "call:reject": callWithReason,
  "call:offer": callWithSdp,
  "call:answer": callWithSdp,
  "call:ice-candidate": object({ call_id: identifier, candidate: nullable(candidate) }),
  "call:mute": object({ call_id: identifier, muted: flag }),
  "call:end": callWithReason,
  "session:ready": object({
    device_id: identifier,
    user: person,
    call: nullable(snapshot),
    timers,
    version: text,
    page: nullable(text),
  }),
  "session:call": object({ call: nullable(snapshot) }),
  "session:presence": presenceChange,
  "session:changed": object({ what: wordOf(PERSONAL_CHANGES) }),
  "session:error": object({
    code: wordOf(ERROR_CODES),
    message: text,
    type: nullable(text),
    call_id: nullable(identifier),
  }),
  "session:pong": object({ sent_at: quantity }),
};

/** What a frame from the server says; whatever has not the shape that was agreed is a problem, never a throw. */
export function decodeServerMessage(data: unknown): Decoded {
  let type: ServerType | null = null;
  try {
    const source = record(JSON.parse(text(data, "frame")), "message");
    type = serverType(source.type, "message.type");
    return { ok: true, message: messageOf(type, source) };
  } catch (error) {
    if (error instanceof Malformed || error instanceof SyntaxError) {
      return { ok: false, problem: error.message, type };
    }
    throw error;
  }
}

function messageOf(type: ServerType, source: Readonly<Record<string, unknown>>): ReceivedMessage {
  const from_user_id = identifier(source.from_user_id, "message.from_user_id");
  const to_user_id = identifier(source.to_user_id, "message.to_user_id");
  const payload = payloads[type](source.payload, "message.payload");
  // `payloads` gives each type its own payload; TypeScript does not follow that pairing through an index.
  return { type, from_user_id, to_user_id, payload } as ReceivedMessage;
}

const serverType: Decoder<ServerType> = (value, path) => {
  const type = text(value, path);
  if (!isServerType(type)) throw new Malformed(path, "a known type");
  return type;
};

function isServerType(type: string): type is ServerType {
  return Object.hasOwn(payloads, type);
}
