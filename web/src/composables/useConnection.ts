import { computed, type ReadonlyRef, shallowRef } from "vue";
import type { ConnectionState } from "../call/signal-socket.ts";
import type { ServerMessage } from "../contract.ts";
import type { PhoneRef } from "./usePhone.ts";

export interface Connection {
  readonly state: ReadonlyRef<ConnectionState>;
  readonly online: ReadonlyRef<ReadonlySet<string>>;
  /** Signals travel by callback, each one exactly once and in order. */
  readonly listen: (listener: (message: ServerMessage) => void) => void;
  readonly connect: () => void;
}

/** The phone's connection to the server. */
export function useConnection({ phone, state }: PhoneRef): Connection {
  const online = shallowRef<ReadonlySet<string>>(new Set());
  phone.onMessage((message) => {
    if (message.type === "session:ready") online.value = new Set(message.payload.online);
    if (message.type === "session:presence") {
      online.value = withPresence(online.value, message.payload.user_id, message.payload.online);
    }
  });
  return {
    state: computed(() => state.value.connection),
    online,
    listen: (listener) => void phone.onMessage(listener),
    connect: () => phone.connect(),
  };
}

function withPresence(online: ReadonlySet<string>, userId: string, isOnline: boolean): ReadonlySet<string> {
  const changed = new Set(online);
  if (isOnline) changed.add(userId);
  else changed.delete(userId);
  return changed;
}
