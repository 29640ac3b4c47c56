import type { Decoder } from "../decoding/decoder.ts";

/** One value that outlives the page. */
export interface Memory<T> {
  recall(): T | null;
  /** Null forgets it. */
  keep(value: T | null): void;
}

/** The part of `localStorage` and `sessionStorage` that is used. */
export type MemoryStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A value kept as JSON. What cannot be read is not there; what cannot be written is forgotten. */
export function remembered<T>(storage: MemoryStorage, key: string, decode: Decoder<T>): Memory<T> {
  return {
    recall: () => {
      try {
        const kept = storage.getItem(key);
        return kept === null ? null : decode(JSON.parse(kept), key);
      } catch {
        return null; // written by another version, or by somebody else
      }
    },
    keep: (value) => {
      try {
        if (value === null) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(value));
      } catch {
        // Full or switched off: forgetting is no reason for a call to fail.
      }
    },
  };
}
