import type { EndReason, Person, ServerMessage, Snapshot, Timers } from "../../src/contract.ts";

export const alice: Person = { id: "alice-id", username: "alice", name: "Alice" };
export const bo: Person = { id: "bo-id", username: "bo", name: "Bo" };

export const timers: Timers = {
  ring: 45_000,
  minimum_ring: 3_000,
  abandon: 60_000,
  connect: 20_000,
  connect_in_all: 40_000,
  media_lost: 30_000,
  media_lost_peer_gone: 15_000,
  disconnected_grace: 2_000,
  heartbeat: 10_000,
  heartbeat_dead: 25_000,
  heartbeat_dead_hidden: 75_000,
  reconnect: [0, 300, 1_200, 2_700, 4_800, 7_000],
};

type Payload<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>["payload"];

/** A message to Alice. */
export function said<T extends ServerMessage["type"]>(
  type: T,
  payload: Payload<T>,
  from = "server",
): ServerMessage {
  // The signature pairs type and payload; TypeScript does not rebuild the union from them.
  return { type, from_user_id: from, to_user_id: alice.id, payload } as ServerMessage;
}

export function ready(call: Snapshot | null = null, page: string | null = null): ServerMessage {
  return said("session:ready", {
    device_id: "device",
    user: alice,
    call,
    timers,
    version: "test",
    page,
  });
}

export function incoming(call_id = "call-of-bo"): ServerMessage {
  return said("call:incoming", { call_id, caller: bo, expires_at: "2030-01-01T00:00:45.000Z" });
}

export function ended(call_id: string, reason: EndReason, from = bo.id): ServerMessage {
  return said("call:end", { call_id, reason }, from);
}

export function snapshot(call: Partial<Snapshot> = {}): Snapshot {
  return {
    call_id: "call-1",
    alias: null,
    state: "in-call",
    role: "caller",
    peer: bo,
    this_device: true,
    peer_signaling: true,
    reach: null,
    expires_at: null,
    answered_at: "2023-11-14T22:13:00.000Z",
    ...call,
  };
}

/** Bo's call to Alice, which she has answered. */
export function callOfBo(call: Partial<Snapshot> = {}): Snapshot {
  return snapshot({ call_id: "call-of-bo", role: "callee", ...call });
}

/** Bo's call to Alice while it rings. */
export function ringingCall(call_id = "call-of-bo"): Snapshot {
  return callOfBo({ call_id, state: "ringing", answered_at: null });
}
