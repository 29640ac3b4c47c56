import type { EndReason } from "../contract.ts";
import type { CallContext, Ending, Occurrence, Party } from "./call-model.ts";

/**
 * How a call ended, as far as this device can know. `reason` is what the machine's table says about its own
 * endings; those that others brought about carry theirs in the occurrence.
 */
export function endingOf(
  { peer, role }: CallContext,
  occurrence: Occurrence,
  reason: EndReason | undefined,
  { talked, offline }: Pick<Ending, "talked" | "offline">,
): Ending {
  return { peer, role, reason: reasonOf(occurrence, reason), by: partyOf(occurrence), talked, offline };
}

function reasonOf({ event, reason }: Occurrence, own: EndReason | undefined): EndReason | null {
  if (own !== undefined) return own;
  if (reason !== undefined) return reason;
  // Hanging up before the answer was sent is declining.
  return event === "declinePressed" || event === "hangUpPressed" ? "declined" : null;
}

function partyOf({ event, endedBy }: Occurrence): Party | null {
  return event === "declinePressed" || event === "hangUpPressed" ? "me" : endedBy ?? null;
}
