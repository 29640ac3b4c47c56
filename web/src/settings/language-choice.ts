import { type StoredValue, storedValue, type ValueStorage } from "../call/stored-value.ts";
import { shortText } from "../decoding/decoder.ts";

/** As many as a language tag has at most that anybody uses (RFC 5646 section 4.4.1). */
const LENGTH = 35;

/** The code of the language that was chosen on this device; null: as the browser wishes. */
export function languageChoice(storage: ValueStorage): StoredValue<string> {
  return storedValue(storage, "duet.language", shortText(LENGTH));
}
