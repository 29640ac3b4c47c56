import { flag } from "../decoding/decoder.ts";
import { type StoredValue, storedValue, type ValueStorage } from "./stored-value.ts";

/** Was a relay last all that whoever is signed in may use? People who share a browser do not share that. */
export function relayOnlyOf(person: () => string | null, storage: ValueStorage): StoredValue<boolean> {
  const own = () => {
    const id = person();
    return id === null ? null : storedValue(storage, `duet.relay-only.${id}`, flag);
  };
  return {
    load: () => own()?.load() ?? null,
    save: (value) => own()?.save(value),
  };
}
