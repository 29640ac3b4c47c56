import type { ValueStorage } from "./stored-value.ts";

/**
 * The name of this tab among a person's devices. It lives in `sessionStorage`, so that a reload keeps it
 * and the call goes on; a duplicated tab copies that storage, so a Web Lock decides which of the two keeps
 * the name, and the other takes a new one.
 */
const STORAGE_KEY = "duet.device";
const LOCK_PREFIX = "duet.device.";
/**
 * After a reload the old page may still be letting go of its lock, on a slow or busy machine for more than a second;
 * a call would be lost with the name. Only a duplicated tab waits in vain. Milliseconds.
 */
const PATIENCE = 3_000;

/** The part of the browser's LockManager that is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly signal: AbortSignal },
    holding: () => Promise<void>,
  ): Promise<unknown>;
}

export interface DeviceIdentityParts {
  readonly storage: Pick<ValueStorage, "getItem" | "setItem">;
  /** Absent in a page that is not a secure context; then a duplicated tab is told apart by the server. */
  readonly locks: Locks | undefined;
  readonly newId: () => string;
  readonly after: (delay: number, work: () => void) => () => void;
}

/** A name that is being looked for, or is held. */
export interface DeviceClaim {
  /** The name, as soon as it is certain; null if it was released before. */
  readonly id: Promise<string | null>;
  /** Lets go of the name, or of the search for it, so that another phone may have it, also in the same page. */
  readonly release: () => void;
}

/** Claims a device id for this tab. Its lock is held until it is released, or the page goes. */
export function claimDeviceId(parts: DeviceIdentityParts): DeviceClaim {
  const released = new AbortController();
  return { id: find(parts, released.signal), release: () => released.abort() };
}

async function find(parts: DeviceIdentityParts, released: AbortSignal): Promise<string | null> {
  const stored = parts.storage.getItem(STORAGE_KEY);
  if (stored !== null && (await hold(stored, parts, released))) return stored;
  if (released.aborted) return null; // the name that is kept is now for others to find
  const fresh = parts.newId();
  parts.storage.setItem(STORAGE_KEY, fresh);
  await hold(fresh, parts, released);
  return released.aborted ? null : fresh;
}

/** Holds the lock of a name until it is released. False if it is not to be had, or is released before. */
function hold(id: string, { locks, after }: DeviceIdentityParts, released: AbortSignal): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(!released.aborted);
  return new Promise((resolve) => {
    const abort = new AbortController();
    const giveUp = () => abort.abort();
    const cancel = after(PATIENCE, giveUp);
    released.addEventListener("abort", () => {
      cancel();
      giveUp();
    });
    const holding = () => {
      cancel();
      // Given just when it was given up: the request could no longer be withdrawn.
      if (abort.signal.aborted) return Promise.resolve();
      resolve(true);
      return new Promise<void>((letGo) => released.addEventListener("abort", () => letGo()));
    };
    locks.request(LOCK_PREFIX + id, { signal: abort.signal }, holding).catch(() => resolve(false));
  });
}

/** A random UUID (RFC 9562, version 4). `crypto.randomUUID` is missing outside secure contexts. */
export function randomUuid(random: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): unknown }): string {
  const bytes = new Uint8Array(16);
  random.getRandomValues(bytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
