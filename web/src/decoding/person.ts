import type { Person } from "../contract.ts";
import { type Decoder, object, shortText } from "./decoder.ts";

const NAME_LIMIT = 256;

/** An id of a person, a device or a call. */
export const identifier: Decoder<string> = shortText(64);

export const person: Decoder<Person> = object<Person>({
  id: identifier,
  username: shortText(NAME_LIMIT),
  name: shortText(NAME_LIMIT),
});
