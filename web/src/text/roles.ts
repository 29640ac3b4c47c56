import type { Direction } from "../api/types.ts";
import type { Role, Side } from "../call/call-model.ts";
import type { PathCause } from "../call/path-findings.ts";

export type { Direction, Role };

/** What an ending's words depend on. */
export interface Who {
  readonly name: string;
  readonly role: Role;
  readonly by: Side | null;
  readonly offline: Side | null;
  /** Did this device give up because nothing was heard of its call, or of its answer? */
  readonly unheard: boolean;
  /** Why no path was found for the sound, in words; null if there was one, or if there are none for it. */
  readonly noPath: string | null;
}

/** What the words for a call without a path depend on. */
export interface NoPath {
  readonly cause: PathCause;
  /** Of the other one. */
  readonly name: string;
}
