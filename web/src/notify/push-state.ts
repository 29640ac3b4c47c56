/**
 * One browser's subscription to pushes, as it is known here, and the one next step from what is so to what is wanted.
 * Steps are taken one after the other, and whatever comes of one is an event:
 *
 *     wanted:    ask for the key ▶ look ▶ (let go of one that does not fit ▶) subscribe ▶ tell the server ▶ rest
 *     unwanted:  look ▶ let go ▶ rest
 *
 * A step that fails ends it until something gives reason to try again.
 */
export interface PushState {
  readonly isWanted: boolean;
  /** The server's key; null where it pushes nothing. */
  readonly key: Known<string | null>;
  /** What this browser holds. */
  readonly held: Known<Held | null>;
  /** The endpoint that the server knows of this session; null as long as it was not told. */
  readonly told: string | null;
  readonly trouble: PushTrouble | null;
}

export type Known<T> = { readonly isKnown: false } | { readonly isKnown: true; readonly value: T };

export interface Held {
  readonly endpoint: string;
  /** Was it made for whoever is signed in now, and for the server's key? */
  readonly fits: boolean;
}

export type PushTrouble =
  /** The browser has no push service, or does not reach it. */
  | "no-service"
  /** The server could not be asked or told; it is tried again when the connection is back. */
  | "unreachable"
  /** The server does not take what this browser's push service gives. */
  | "refused";

export type PushEvent =
  | { readonly type: "wanted"; readonly isWanted: boolean }
  | { readonly type: "keyTold"; readonly key: string | null }
  | { readonly type: "looked"; readonly held: Held | null }
  | { readonly type: "subscribed"; readonly endpoint: string }
  | { readonly type: "letGo" }
  | { readonly type: "told"; readonly endpoint: string }
  | { readonly type: "failed"; readonly trouble: PushTrouble }
  /** The connection is back, or somebody switches it on once more. */
  | { readonly type: "again" };

export type PushStep =
  | { readonly kind: "ask-key" | "look" | "let-go" | "tell" }
  | { readonly kind: "subscribe"; readonly key: string };

export const UNWANTED: PushState = {
  isWanted: false,
  key: { isKnown: false },
  held: { isKnown: false },
  told: null,
  trouble: null,
};

/** Null: everything is as it is wanted, or nothing can be done now. */
export function nextPushStep({ isWanted, key, held, told, trouble }: PushState): PushStep | null {
  if (trouble !== null) return null;
  if (isWanted && !key.isKnown) return { kind: "ask-key" };
  if (!held.isKnown) return { kind: "look" };
  const wantedKey = isWanted && key.isKnown ? key.value : null;
  if (wantedKey === null) return held.value === null ? null : { kind: "let-go" };
  if (held.value === null) return { kind: "subscribe", key: wantedKey };
  if (!held.value.fits) return { kind: "let-go" };
  return told === held.value.endpoint ? null : { kind: "tell" };
}

export function afterPushEvent(state: PushState, event: PushEvent): PushState {
  switch (event.type) {
    case "wanted":
      // What the browser holds may have been changed by another tab meanwhile.
      return event.isWanted === state.isWanted
        ? state
        : { ...state, isWanted: event.isWanted, held: { isKnown: false }, trouble: null };
    case "keyTold":
      return { ...state, key: known(event.key) };
    case "looked":
      return { ...state, held: known(event.held) };
    case "subscribed":
      return { ...state, held: known({ endpoint: event.endpoint, fits: true }) };
    case "letGo":
      return { ...state, held: known(null), told: null };
    case "told":
      return { ...state, told: event.endpoint };
    case "failed":
      return { ...state, trouble: event.trouble };
    case "again":
      // The server may be another one by now, and may have lost what it was told.
      return { ...state, key: { isKnown: false }, held: { isKnown: false }, told: null, trouble: null };
  }
}

function known<T>(value: T): Known<T> {
  return { isKnown: true, value };
}
