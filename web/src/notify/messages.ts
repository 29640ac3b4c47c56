import { type Decoder, flag, nullable, object, quantity, text, wordOf } from "../decoding/decoder.ts";
import { identifier } from "../decoding/person.ts";
import { type ToldCall, toldCall } from "./call-notice.ts";

/** What a page tells the worker. */
export type PageMessage =
  /** A call rings in a page that is hidden; until when, in milliseconds since 1970, if that is known. */
  | { readonly type: "rings"; readonly call: ToldCall; readonly until: number | null }
  /** It rings there no longer. */
  | { readonly type: "stopped"; readonly call: ToldCall; readonly missed: boolean }
  /** Somebody looks at the page, which shows everything itself; and this call, if it rings there. */
  | { readonly type: "looked-at"; readonly callId: string | null }
  /** The page was opened for this call, and asks what was wanted. */
  | { readonly type: "arrived"; readonly callId: string }
  /** This person is signed in no more. */
  | { readonly type: "signed-out"; readonly userId: string };

/** What the worker tells a page. */
export type WorkerMessage =
  /** Answered with a `Presence` by the port that comes along. */
  | { readonly type: "who-is-there"; readonly base: string }
  /** A notification of this call was pressed; answer: its button of that name. */
  | { readonly type: "open"; readonly base: string; readonly callId: string; readonly answer: boolean };

/** Where a page stands. */
export interface Presence {
  /** Where its Duet lives: there may be others at this origin. */
  readonly base: string;
  /** Who is signed in; null while nobody is. */
  readonly userId: string | null;
  /** Does somebody look at it? */
  readonly isVisible: boolean;
  /** Does the server tell it of calls? */
  readonly isConnected: boolean;
  /** The call that rings there, or that it is in. */
  readonly callId: string | null;
}

const PAGE_TYPES = ["rings", "stopped", "looked-at", "arrived", "signed-out"] as const;
const WORKER_TYPES = ["who-is-there", "open"] as const;

/** Null for what is none: a page may be newer than the worker, or somebody else's. */
export const pageMessage = (value: unknown): PageMessage | null => understood(decodePageMessage, value);

/** Null for what is none, as above. */
export const workerMessage = (value: unknown): WorkerMessage | null => understood(decodeWorkerMessage, value);

export const presence: Decoder<Presence> = object<Presence>({
  base: text,
  userId: nullable(identifier),
  isVisible: flag,
  isConnected: flag,
  callId: nullable(identifier),
});

const typed = object({ type: wordOf([...PAGE_TYPES, ...WORKER_TYPES]) });

const decodePageMessage: Decoder<PageMessage | null> = (value, path) => {
  const { type } = typed(value, path);
  switch (type) {
    case "rings":
      return { type, ...object({ call: toldCall, until: nullable(quantity) })(value, path) };
    case "stopped":
      return { type, ...object({ call: toldCall, missed: flag })(value, path) };
    case "looked-at":
      return { type, ...object({ callId: nullable(identifier) })(value, path) };
    case "arrived":
      return { type, ...object({ callId: identifier })(value, path) };
    case "signed-out":
      return { type, ...object({ userId: identifier })(value, path) };
    case "who-is-there":
    case "open":
    case "unknown":
      return null;
  }
};

const decodeWorkerMessage: Decoder<WorkerMessage | null> = (value, path) => {
  const { type } = typed(value, path);
  switch (type) {
    case "who-is-there":
      return { type, ...object({ base: text })(value, path) };
    case "open":
      return { type, ...object({ base: text, callId: identifier, answer: flag })(value, path) };
    case "rings":
    case "stopped":
    case "looked-at":
    case "arrived":
    case "signed-out":
    case "unknown":
      return null;
  }
};

function understood<T>(decode: Decoder<T | null>, value: unknown): T | null {
  try {
    return decode(value, "message");
  } catch {
    return null;
  }
}
