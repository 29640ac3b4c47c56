import type { Decoder } from "../decoding/decoder.ts";

/** One value that outlives the page. */
export interface StoredValue<T> {
  load(): T | null;
  /** Null forgets it. */
  save(value: T | null): void;
}

/** The part of `localStorage` and `sessionStorage` that is used. */
export type ValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A value kept as JSON. What cannot be read is not there; what cannot be written is forgotten. */
export function storedValue<T>(storage: ValueStorage, key: string, decode: Decoder<T>): StoredValue<T> {
  return {
    load: () => {
      try {
        const kept = storage.getItem(key);
        return kept === null ? null : decode(JSON.parse(kept), key);
      } catch {
        return null; // written by another version, or by somebody else
      }
    },
    save: (value) => {
      try {
        if (value === null) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(value));
      } catch {
        // Full or switched off: forgetting is no reason for a call to fail.
      }
    },
  };
}
