import type { RecentCall } from "../api/types.ts";
import type { Text } from "./text.ts";
import { endingWords, type Message } from "./words.ts";

/** What has become of the call of a notification that was pressed, when that call does not ring any more. */
export function arrivalWords(call: RecentCall | null, text: Text): Message {
  if (call === null) return text.endings.unknown;
  const { peer, reason, direction, answeredAt, endedAt } = call;
  const wasAnswered = answeredAt !== null;
  return endingWords({
    peer,
    role: direction === "outgoing" ? "caller" : "callee",
    // It was answered, and not here: whoever was led here has just come.
    reason: wasAnswered ? "answered_elsewhere" : reason,
    by: null,
    offline: null,
    unheard: false,
    cause: null,
    talked: wasAnswered && endedAt !== null ? endedAt - answeredAt : null,
  }, text);
}
