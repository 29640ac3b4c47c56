import { END_REASONS } from "../contract.ts";
import { flag, moment, object, wordOf } from "../decoding/decoder.ts";
import { identifier, person } from "../decoding/person.ts";
import type { ReceivedReason } from "../decoding/received.ts";
import type { ToldCall } from "../notify/call-notice.ts";

/** What the server pushes to a browser in which no page is connected. */
export type Push =
  /** A call rings until then, in milliseconds since 1970. */
  | { readonly kind: "incoming"; readonly call: ToldCall; readonly expiresAt: number }
  /** It rings no longer. */
  | {
    readonly kind: "end";
    readonly call: ToldCall;
    readonly reason: ReceivedReason;
    readonly missed: boolean;
  }
  /** Nothing that this worker knows: the server may be newer. */
  | { readonly kind: "unknown" };

const TYPES = ["call:incoming", "call:end"] as const;

const typed = object({ type: wordOf(TYPES) });
const parties = object({ call_id: identifier, from: person, to_user_id: identifier });

export function decodePush(value: unknown): Push {
  try {
    const { type } = typed(value, "push");
    if (type === "unknown") return { kind: "unknown" };
    const { call_id, from, to_user_id } = parties(value, "push");
    const call = { callId: call_id, from, toUserId: to_user_id };
    switch (type) {
      case "call:incoming": {
        const { expires_at } = object({ expires_at: moment })(value, "push");
        return { kind: "incoming", call, expiresAt: expires_at };
      }
      case "call:end": {
        const { reason, missed } = object({ reason: wordOf(END_REASONS), missed: flag })(value, "push");
        return { kind: "end", call, reason, missed };
      }
    }
  } catch {
    return { kind: "unknown" };
  }
}
