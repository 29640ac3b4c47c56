import type { MediaDevicesLike } from "./audio-inputs.ts";
import { type Clock, systemClock } from "./clock.ts";
import { type Locks, randomUuid } from "./device-identity.ts";
import type { ValueStorage } from "./stored-value.ts";
import { Obstacles } from "./obstacles.ts";
import type { ConnectionInformation, NetworkEvents } from "./network-watch.ts";
import type { PageEvents } from "./page-life.ts";
import type { PeerConnectionLike } from "./peer-audio.ts";
import type { SocketLike } from "./signal-socket.ts";

/** What tells whether somebody looks at the page: the part of a document that is used. */
export interface Visibility extends PageEvents {
  readonly hidden: boolean;
}

/** Everything of a browser that a phone uses. */
export interface Browser {
  /** Where the page comes from. */
  readonly address: string;
  readonly fetch: (url: URL, request: RequestInit) => Promise<Response>;
  readonly openSocket: (url: URL, subprotocol: string) => SocketLike;
  readonly newConnection: (configuration: RTCConfiguration) => PeerConnectionLike;
  readonly newStream: (track: MediaStreamTrack) => MediaStream;
  /** Absent in a page that is not a secure context, as are the locks. */
  readonly devices: MediaDevicesLike | undefined;
  readonly locks: Locks | undefined;
  /** What stands in the way of every call. */
  readonly obstacles: Pick<Obstacles, "ofCalls" | "ofMicrophone" | "canConnect">;
  /** What outlives the page, and what outlives a reload of this tab. */
  readonly storage: ValueStorage;
  readonly tabStorage: ValueStorage;
  readonly visibility: Visibility;
  readonly networkEvents: NetworkEvents;
  /** Not in every browser. */
  readonly networkInformation: ConnectionInformation | undefined;
  /** For meters; null while sound is not allowed. */
  readonly audioContext: () => AudioContext | null;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  /** Something that nobody can do anything about now, for whoever looks for a fault. */
  readonly warn: (message: string, detail: string) => void;
  /** A fault in the phone, or in what listens to it. Everything else goes on; it must not throw. */
  readonly report: (fault: unknown) => void;
}

/**
 * The browser that this runs in. Any part of it may be missing, or throw when it is looked at (storage that is
 * forbidden, a page that is not secure, no window at all): this is the one place that minds.
 *
 * Below `basePath` Duet answers. What an installation remembers, and what its tabs agree on, is kept apart from what
 * another one does below another path of the same origin.
 */
export function ownBrowser(basePath = "/"): Browser {
  const isSecure = there(() => isSecureContext) === true;
  const devices = there(() => navigator.mediaDevices);
  return {
    address: there(() => location.href) ?? "",
    fetch: (url, request) => fetch(url, request),
    // A handler that looks only at `data` or `code` is content with a whole event; TypeScript will not see it.
    openSocket: (url, subprotocol) => new WebSocket(url, subprotocol) as SocketLike,
    newConnection: (configuration) => new RTCPeerConnection(configuration),
    newStream: (track) => new MediaStream([track]),
    devices,
    locks: isSecure ? scopedLocks(there(() => navigator.locks), basePath) : undefined,
    obstacles: new Obstacles({
      isSecure,
      devices,
      allowsMicrophone: () =>
        there(() => (document as WithPolicy).featurePolicy?.allowsFeature("microphone")) !== false,
      newConnection: () => new RTCPeerConnection(),
    }),
    storage: scoped(guarded(() => localStorage), basePath),
    tabStorage: scoped(guarded(() => sessionStorage), basePath),
    visibility: there(() => document) ?? ALWAYS_VISIBLE,
    networkEvents: there(() => window) ?? NO_EVENTS,
    networkInformation: there(() => (navigator as WithConnection).connection),
    audioContext: audioContextOnDemand(),
    clock: systemClock,
    random: Math.random,
    newId: () => randomUuid(crypto),
    warn: (message, detail) => console.warn(message, detail),
    report: (fault) => reportError(fault),
  };
}

/**
 * A storage that is not there, full or forbidden costs the memory over a reload and no call: what it does not
 * take is kept as long as the page lives.
 */
export function guarded(storage: () => ValueStorage): ValueStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? there(() => storage().getItem(key)) ?? null,
    setItem: (key, value) => {
      const taken = there(() => {
        storage().setItem(key, value);
        return true;
      });
      if (taken === true) kept.delete(key);
      else kept.set(key, value);
    },
    removeItem: (key) => {
      kept.delete(key);
      there(() => storage().removeItem(key));
    },
  };
}

/** Without cookies nobody can sign in. */
export function keepsCookies(): boolean {
  return there(() => navigator.cookieEnabled) !== false;
}

/** What outlives a reload of this tab, and nothing that does not: where there is no such storage it throws. */
export function strictTabStorage(basePath: string): ValueStorage {
  return scoped({
    getItem: (key) => sessionStorage.getItem(key),
    setItem: (key, value) => sessionStorage.setItem(key, value),
    removeItem: (key) => sessionStorage.removeItem(key),
  }, basePath);
}

/** The part of a storage that belongs to the installation below this path. */
export function scoped(storage: ValueStorage, basePath: string): ValueStorage {
  const name = scopedName(basePath);
  return {
    getItem: (key) => storage.getItem(name(key)),
    setItem: (key, value) => storage.setItem(name(key), value),
    removeItem: (key) => storage.removeItem(name(key)),
  };
}

/** The locks of the installation below this path. */
export function scopedLocks(locks: Locks | undefined, basePath: string): Locks | undefined {
  const name = scopedName(basePath);
  return locks && { request: (lock, options, holding) => locks.request(name(lock), options, holding) };
}

/** An origin's only installation needs nothing in front of its names. */
function scopedName(basePath: string): (name: string) => string {
  const path = basePath.replace(/\/$/, "");
  return path === "" ? (name) => name : (name) => `${path}:${name}`;
}

/** Network Information (WICG) is not in TypeScript's library. */
type WithConnection = Navigator & { readonly connection?: ConnectionInformation };

/** What Chromium alone tells of Permissions Policy (W3C), by the name that this had before. */
type WithPolicy = Document & { readonly featurePolicy?: { allowsFeature(feature: string): boolean } };

const NO_EVENTS = { addEventListener: () => {}, removeEventListener: () => {} };
const ALWAYS_VISIBLE: Visibility = { hidden: false, ...NO_EVENTS };

/** Undefined if it is not there, or may not be looked at. */
export function there<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Browsers let a context run after a gesture only; asked for again and again, it begins to run by itself. */
function audioContextOnDemand(): () => AudioContext | null {
  let context: AudioContext | undefined;
  let isWaking = false;
  return () => {
    context ??= there(() => new AudioContext());
    if (context === undefined) return null;
    if (context.state === "running") return context;
    if (!isWaking) {
      isWaking = true;
      context.resume().catch(() => {}).finally(() => isWaking = false); // refused: the next time asks again
    }
    return null;
  };
}
