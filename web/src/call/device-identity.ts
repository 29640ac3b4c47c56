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

/** Gives the device id of this tab. The lock is held until the page goes. */
export async function claimDeviceId(parts: DeviceIdentityParts): Promise<string> {
  const stored = parts.storage.getItem(STORAGE_KEY);
  if (stored !== null && (await claim(stored, parts))) return stored;
  const fresh = parts.newId();
  parts.storage.setItem(STORAGE_KEY, fresh);
  await claim(fresh, parts);
  return fresh;
}

function claim(id: string, { locks, after }: DeviceIdentityParts): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const abort = new AbortController();
    const cancel = after(PATIENCE, () => abort.abort());
    const holding = () => {
      cancel();
      resolve(true);
      return new Promise<void>(() => {}); // never settles: held as long as the page lives
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
