/**
 * The one way in for what comes from the network or from a browser's storage. A decoder takes an unknown value
 * and gives a typed one, or throws `Malformed` with the place where the value was not what was agreed. A newer
 * server may add fields, which are dropped, and words (`wordOf`).
 */
export type Decoder<T> = (value: unknown, path: string) => T;

export class Malformed extends Error {
  override readonly name = "Malformed";

  constructor(path: string, expected: string) {
    super(`${path}: expected ${expected}`);
  }
}

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== "string") throw new Malformed(path, "a string");
  return value;
};

/** A string that is not empty and not longer than `limit` UTF-16 units. */
export function shortText(limit: number): Decoder<string> {
  return (value, path) => {
    const string = text(value, path);
    if (string.length === 0 || string.length > limit) throw new Malformed(path, `1 to ${limit} characters`);
    return string;
  };
}

export const flag: Decoder<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw new Malformed(path, "true or false");
  return value;
};

/** A finite number. */
export const number: Decoder<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Malformed(path, "a number");
  return value;
};

/** A finite number that is not negative: times and durations. */
export const quantity: Decoder<number> = (value, path) => {
  const found = number(value, path);
  if (found < 0) throw new Malformed(path, "a number that is not negative");
  return found;
};

/** A moment as milliseconds since 1970, written as an ISO 8601 string. */
export const moment: Decoder<number> = (value, path) => {
  const milliseconds = Date.parse(text(value, path));
  if (Number.isNaN(milliseconds)) throw new Malformed(path, "an ISO 8601 time");
  return milliseconds;
};

/** Stands for every word that this page does not know. */
export const UNKNOWN = "unknown";
export type Unknown = typeof UNKNOWN;

/**
 * One of these words, or `UNKNOWN` for any other. Whoever has said it may be newer than this page, and what else was
 * said must not be lost with it; the type makes whoever uses it think of that.
 */
export function wordOf<T extends string>(words: readonly T[]): Decoder<T | Unknown> {
  return (value, path) => {
    const said = text(value, path);
    return words.find((word) => word === said) ?? UNKNOWN;
  };
}

export function nullable<T>(decoder: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null || value === undefined ? null : decoder(value, path));
}

export function listOf<T>(decoder: Decoder<T>, limit: number): Decoder<T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > limit) {
      throw new Malformed(path, `a list of at most ${limit}`);
    }
    return value.map((element: unknown, index) => decoder(element, `${path}[${index}]`));
  };
}

export function pairOf<A, B>(first: Decoder<A>, second: Decoder<B>): Decoder<readonly [A, B]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== 2) throw new Malformed(path, "a pair");
    return [first(value[0], `${path}[0]`), second(value[1], `${path}[1]`)];
  };
}

export function object<T extends object>(fields: { readonly [K in keyof T]: Decoder<T[K]> }): Decoder<T> {
  return (value, path) => {
    const source = record(value, path);
    const entries = Object.entries<Decoder<unknown>>(fields).map((
      [key, decoder],
    ) => [key, decoder(Object.hasOwn(source, key) ? source[key] : undefined, `${path}.${key}`)]);
    // Every key of T has just been produced by the decoder of that key.
    return Object.fromEntries(entries) as T;
  };
}

export function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Malformed(path, "an object");
  }
  return value as Record<string, unknown>; // just checked
}
