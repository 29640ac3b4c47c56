import { deepEqual } from "node:assert/strict";
import type { CallView } from "../src/call/call-model.ts";
import { QUIET, tell, type TellerState } from "../src/notify/call-teller.ts";
import type { PageMessage } from "../src/notify/messages.ts";
import { ending } from "./support/endings.ts";
import { alice, bo } from "./support/messages.ts";
import { callView } from "./support/views.ts";

const CALL = { callId: "call-of-bo", from: bo, toUserId: alice.id };
const IDLE: Extract<CallView, { state: "idle" }> = {
  state: "idle",
  peer: null,
  ending: null,
  trouble: null,
  elsewhere: null,
};

/** When it stops ringing. */
const UNTIL = 1_700_000_045_000;

function ringing(callId = "call-of-bo"): CallView {
  return callView("ringing", {}, { callId, expiresAt: UNTIL });
}

function over(change: Parameters<typeof ending>[0]): CallView {
  return { ...IDLE, peer: bo, ending: ending({ role: "callee", by: null, ...change }) };
}

/** A page that tells the worker what happens in it. */
class Page {
  state: TellerState = QUIET;
  isHidden = true;
  mayTell = true;

  /** What is told when this is so. */
  sees(view: CallView, change: { isHidden?: boolean; mayTell?: boolean } = {}): readonly PageMessage[] {
    Object.assign(this, change);
    const { isHidden, mayTell } = this;
    const step = tell(this.state, { view, isHidden, mayTell, userId: alice.id });
    this.state = step.state;
    return step.messages;
  }
}

Deno.test("a hidden page tells once that it rings, and how that ends", () => {
  const page = new Page();
  deepEqual(page.sees(ringing()), [{ type: "rings", call: CALL, until: UNTIL }]);
  deepEqual(page.sees(ringing()), []);
  deepEqual(page.sees(over({ reason: "cancelled", by: "peer" })), [{
    type: "stopped",
    call: CALL,
    missed: true,
  }]);
  deepEqual(page.sees(IDLE), []);
});

Deno.test("a page that is looked at closes what a push may have shown", () => {
  const page = new Page();
  deepEqual(page.sees(ringing(), { isHidden: false }), [{ type: "looked-at", callId: "call-of-bo" }]);
  deepEqual(page.sees(ringing()), []);
});

Deno.test("a page that is hidden while it rings tells then, and is looked at again", () => {
  const page = new Page();
  page.sees(ringing(), { isHidden: false });
  deepEqual(page.sees(ringing(), { isHidden: true }), [{ type: "rings", call: CALL, until: UNTIL }]);
  deepEqual(page.sees(ringing(), { isHidden: false }), [{ type: "looked-at", callId: "call-of-bo" }]);
});

for (
  const [what, view] of [
    ["answered elsewhere", over({ reason: "answered_elsewhere" })],
    ["declined elsewhere", over({ reason: "declined_elsewhere" })],
    ["declined here", over({ reason: "declined", by: "me" })],
    ["answered here", { ...ringing(), state: "answering" }],
  ] as const
) {
  Deno.test(`a call that was ${what} was not missed`, () => {
    const page = new Page();
    page.sees(ringing());
    deepEqual(page.sees(view as CallView), [{ type: "stopped", call: CALL, missed: false }]);
  });
}

Deno.test("why a call has ended is waited for, if it is not known at once", () => {
  const page = new Page();
  page.sees(ringing());
  deepEqual(page.sees(over({ reason: null })), []);
  deepEqual(page.sees(over({ reason: "no_answer" })), [{ type: "stopped", call: CALL, missed: true }]);
});

Deno.test("an end whose reason nobody learns is told when something else happens", () => {
  const page = new Page();
  page.sees(ringing());
  page.sees(over({ reason: null }));
  deepEqual(page.sees(ringing("call-2")), [
    { type: "stopped", call: CALL, missed: false },
    { type: "rings", call: { ...CALL, callId: "call-2" }, until: UNTIL },
  ]);
});

Deno.test("a call that was missed before somebody's eyes is no news", () => {
  const page = new Page();
  page.sees(ringing(), { isHidden: false });
  deepEqual(page.sees(over({ reason: "no_answer" })), [{ type: "stopped", call: CALL, missed: false }]);
});

Deno.test("nothing is shown where somebody does not want it, and what is shown goes", () => {
  const page = new Page();
  deepEqual(page.sees(ringing(), { mayTell: false }), []);
  deepEqual(page.sees(over({ reason: "no_answer" })), [{ type: "stopped", call: CALL, missed: false }]);
  const other = new Page();
  other.sees(ringing());
  deepEqual(other.sees(ringing(), { mayTell: false }), [{ type: "looked-at", callId: "call-of-bo" }]);
});
