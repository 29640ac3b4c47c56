import type { CallContext, CallView } from "../../src/call/call-model.ts";
import { bo } from "./messages.ts";

type Ongoing = Exclude<CallView, { readonly state: "idle" }>;

/** What there is to show of a call of Bo's in which all is well, but for what is told otherwise. */
export function callView(
  state: Ongoing["state"],
  change: Partial<Ongoing> = {},
  call: Partial<CallContext> = {},
): Ongoing {
  return {
    state,
    call: { callId: "call-of-bo", peer: bo, role: "callee", expiresAt: null, answeredAt: null, ...call },
    since: null,
    muted: false,
    peerMuted: false,
    peerSignaling: true,
    quality: null,
    reach: null,
    trouble: null,
    ...change,
  };
}
