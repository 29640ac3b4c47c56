import type { Direction } from "../api/types.ts";
import type { Role, Side } from "../call/call-model.ts";

export type { Direction, Role };

/** What an ending's words depend on. */
export interface Who {
  readonly name: string;
  readonly role: Role;
  readonly by: Side | null;
  readonly offline: Side | null;
  /** Did this device give up because nothing was heard of its call, or of its answer? */
  readonly unheard: boolean;
}
