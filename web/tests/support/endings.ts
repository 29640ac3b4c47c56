import type { Ending } from "../../src/call/call-model.ts";
import { bo } from "./messages.ts";

/** How a call from Alice to Bo has ended that was never talked in, but for `changes`. */
export function ending(changes: Partial<Ending>): Ending {
  return {
    peer: bo,
    role: "caller",
    reason: null,
    by: null,
    unheard: false,
    offline: null,
    talked: null,
    cause: null,
    ...changes,
  };
}
