import type { PeopleList } from "../api/types.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import { Roster } from "./roster.ts";

export type PresenceChange = Extract<ReceivedMessage, { type: "session:presence" }>["payload"];

/** The list is asked for at most this often, except when a session starts. Milliseconds. */
export const MINIMUM_INTERVAL = 5_000;
/** Everybody hears of the same change at the same time; nobody should ask at the same time. Milliseconds. */
export const SPREAD = 5_000;
/** After each failure the wait doubles, up to this. Milliseconds. */
const LONGEST_INTERVAL = 60_000;
/** Changes that are kept for a list that is on its way: there is at most one each second. */
const KEPT_CHANGES = 100;

export type SyncEvent =
  /** The server has opened a session on a new connection. What was missed without one is in the list. */
  | { readonly type: "sessionReady" }
  | { readonly type: "presenceChanged"; readonly change: PresenceChange }
  | { readonly type: "listReceived"; readonly request: number; readonly list: PeopleList }
  | { readonly type: "requestFailed"; readonly request: number }
  | { readonly type: "waitEnded"; readonly wait: number }
  | { readonly type: "tryAgainPressed" };

export type SyncEffect =
  | { readonly type: "requestList"; readonly request: number }
  /** `waitEnded` is to come after `atLeast` and a random part of `spread`. Only the last wait counts. */
  | { readonly type: "wait"; readonly wait: number; readonly atLeast: number; readonly spread: number };

/**
 * ```
 *                       ┌──────── a wait ended, "Try again" ──────────┐
 *                       ▼                                             │
 * resting ─ ready ─▶ loading ─ it failed, or does not say all ─▶ waiting
 *    ▲                  │                                             ▲
 *    └─ the list came ──┘                                             │
 *    └── reload, somebody unknown, a number left out ─────────────────┘
 * ```
 * `ready` leads from every state to loading. An answer or a wait that is not the last one is ignored.
 */
type State =
  | { readonly kind: "resting" }
  | { readonly kind: "loading"; readonly request: number }
  | { readonly kind: "waiting"; readonly wait: number };

export type RosterView =
  | { readonly kind: "loading" | "failed" }
  | { readonly kind: "loaded"; readonly roster: Roster };

/**
 * Keeps the roster true: a list of everybody, and the changes of presence after it by their numbers. A change
 * that comes while a list is on its way is shown at once and applied to that list as well, unless the list
 * contains it already.
 */
export class RosterSync {
  #state: State = { kind: "resting" };
  #roster: Roster | null = null;
  /** The number of the last change that the roster contains; null when it is of another session. */
  #sequence: number | null = null;
  /** The last changes of this session. */
  #changes: PresenceChange[] = [];
  /** How often in a row no list could be got. */
  #failures = 0;
  #requestedAt = -Infinity;
  #lastId = 0;

  constructor(private readonly myId: string) {}

  get view(): RosterView {
    if (this.#roster !== null) return { kind: "loaded", roster: this.#roster };
    return { kind: this.#failures > 0 ? "failed" : "loading" };
  }

  /** `now` is in milliseconds, and never goes back. */
  handle(event: SyncEvent, now: number): readonly SyncEffect[] {
    const state = this.#state;
    switch (event.type) {
      case "sessionReady":
        this.#sequence = null;
        this.#changes = [];
        this.#failures = 0;
        return this.#request(now);
      case "presenceChanged": {
        this.#changes = [...this.#changes.slice(1 - KEPT_CHANGES), event.change];
        const isComplete = this.#apply(event.change);
        return isComplete || state.kind !== "resting" ? [] : this.#wait(now);
      }
      case "listReceived":
        if (state.kind !== "loading" || state.request !== event.request) return [];
        this.#failures = 0;
        this.#state = { kind: "resting" };
        return this.#take(event.list) ? [] : this.#wait(now);
      case "requestFailed":
        if (state.kind !== "loading" || state.request !== event.request) return [];
        this.#failures += 1;
        return this.#wait(now);
      case "waitEnded":
        return state.kind === "waiting" && state.wait === event.wait ? this.#request(now) : [];
      case "tryAgainPressed":
        return state.kind === "loading" ? [] : this.#request(now);
      default:
        return event satisfies never;
    }
  }

  /** True when list and changes together say all. */
  #take(list: PeopleList): boolean {
    this.#roster = new Roster(list, this.myId);
    this.#sequence = list.presence;
    return this.#changes.map((change) => this.#apply(change)).every(Boolean);
  }

  /** True when the roster says all now. */
  #apply(change: PresenceChange): boolean {
    if (this.#roster === null) return true; // the list that is on its way will be asked
    const before = this.#sequence;
    if (before !== null) {
      if (change.sequence <= before) return true;
      this.#sequence = change.sequence;
    }
    const knowsAll = this.#roster.apply(change);
    return knowsAll && !change.reload && (before === null || change.sequence === before + 1);
  }

  #request(now: number): readonly SyncEffect[] {
    const request = this.#newId();
    this.#requestedAt = now;
    this.#state = { kind: "loading", request };
    return [{ type: "requestList", request }];
  }

  #wait(now: number): readonly SyncEffect[] {
    const wait = this.#newId();
    const interval = Math.min(MINIMUM_INTERVAL * 2 ** Math.max(0, this.#failures - 1), LONGEST_INTERVAL);
    const atLeast = Math.max(0, this.#requestedAt + interval - now);
    this.#state = { kind: "waiting", wait };
    return [{ type: "wait", wait, atLeast, spread: SPREAD }];
  }

  #newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
