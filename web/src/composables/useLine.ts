import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { SignalLine } from "../call/call-signals.ts";
import { claimDeviceId, randomUuid } from "../call/device-identity.ts";
import { systemClock } from "../call/clock.ts";
import { type ConnectionState, SignalSocket, type SocketLike } from "../call/signal-socket.ts";
import type { DuetApi } from "../api/duet-api.ts";
import type { ServerMessage } from "../contract.ts";

export interface Line {
  readonly state: ReadonlyRef<ConnectionState>;
  readonly online: ReadonlyRef<ReadonlySet<string>>;
  readonly signal: SignalLine;
  /** Signals travel by callback, each one exactly once and in order. */
  readonly listen: (listener: (message: ServerMessage) => void) => void;
  readonly connect: () => void;
  /** This machine has another network than before, or has one again. */
  readonly networkChanged: () => void;
}

/** This tab's connection to the server, for as long as the scope lives. */
export function useLine(api: DuetApi): Line {
  const state = shallowRef<ConnectionState>("closed");
  const online = shallowRef<ReadonlySet<string>>(new Set());
  const listeners: ((message: ServerMessage) => void)[] = [];
  let socket: SignalSocket | null = null;
  let disposed = false;

  const received = (message: ServerMessage) => {
    if (message.type === "session:ready") online.value = new Set(message.payload.online);
    if (message.type === "session:presence") {
      online.value = withPresence(online.value, message.payload.user_id, message.payload.online);
    }
    for (const listener of listeners) listener(message);
  };

  const start = async () => {
    const deviceId = await claimDeviceId({
      storage: sessionStorage,
      // Typed as always there, but absent outside secure contexts.
      locks: isSecureContext ? navigator.locks : undefined,
      newId: () => randomUuid(crypto),
      after: systemClock.after,
    });
    if (disposed) return;
    socket = new SignalSocket({
      open: openSocket,
      checkSession: () => checkSession(api),
      deviceId,
      clock: systemClock,
      random: Math.random,
      hidden: () => document.hidden,
    }, {
      stateChanged: (changed) => state.value = changed,
      received,
      malformed: (problem) => console.warn("A message of the server was not understood:", problem),
    });
    socket.connect();
  };

  // Timers of a page that was hidden may be late; whoever looks at it should not wait for them.
  const visibilityChanged = () => {
    if (!document.hidden) socket?.pageShown();
  };
  document.addEventListener("visibilitychange", visibilityChanged);
  onScopeDispose(() => {
    disposed = true;
    document.removeEventListener("visibilitychange", visibilityChanged);
    socket?.disconnect();
  });
  void start();

  return {
    state,
    online,
    signal: {
      get isOpen() {
        return socket?.isOpen ?? false;
      },
      get isAnswering() {
        return socket?.isAnswering ?? false;
      },
      send: (message) => socket?.send(message) ?? false,
    },
    listen: (listener) => listeners.push(listener),
    connect: () => socket?.connect(),
    networkChanged: () => socket?.networkChanged(),
  };
}

function openSocket(deviceId: string, subprotocol: string): SocketLike {
  const url = new URL(`/signaling?device_id=${encodeURIComponent(deviceId)}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  // A handler that looks only at `data` or `code` is content with a whole event; TypeScript will not see it.
  return new WebSocket(url, subprotocol) as SocketLike;
}

async function checkSession(api: DuetApi): Promise<"signed-in" | "signed-out" | "unreachable"> {
  try {
    return (await api.session()) === null ? "signed-out" : "signed-in";
  } catch {
    return "unreachable";
  }
}

function withPresence(online: ReadonlySet<string>, userId: string, isOnline: boolean): ReadonlySet<string> {
  const changed = new Set(online);
  if (isOnline) changed.add(userId);
  else changed.delete(userId);
  return changed;
}
