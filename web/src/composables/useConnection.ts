import { computed, type ReadonlyRef } from "vue";
import type { LostSession } from "../api/api-error.ts";
import type { ConnectionState } from "../call/signal-socket.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import type { PhoneRef } from "./usePhone.ts";

export interface Connection {
  readonly state: ReadonlyRef<ConnectionState>;
  /** What has become of the session; null as far as nothing is known. */
  readonly lost: ReadonlyRef<LostSession | null>;
  /** Signals travel by callback, each one exactly once and in order. */
  readonly listen: (listener: (message: ReceivedMessage) => void) => void;
  readonly connect: () => void;
  /** To the server and back, in milliseconds; null without a connection. */
  readonly roundTrip: () => Promise<number | null>;
}

/** The phone's connection to the server. */
export function useConnection({ phone, state }: PhoneRef): Connection {
  return {
    state: computed(() => state.value.connection),
    lost: computed(() => state.value.lost),
    listen: (listener) => void phone.onMessage(listener),
    connect: () => phone.connect(),
    roundTrip: () => phone.roundTrip(),
  };
}
