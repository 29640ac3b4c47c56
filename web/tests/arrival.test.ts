import { deepEqual, equal } from "node:assert/strict";
import type { RecentCall } from "../src/api/types.ts";
import type { CallView } from "../src/call/call-model.ts";
import type { ConnectionState } from "../src/call/signal-socket.ts";
import { Arrival, arrivedFor } from "../src/notify/arrival.ts";
import { type ArrivalState, NOWHERE } from "../src/notify/arrival-machine.ts";
import { ending } from "./support/endings.ts";
import { settle } from "./support/manual-clock.ts";
import { bo } from "./support/messages.ts";
import { callView } from "./support/views.ts";

const IDLE: CallView = { state: "idle", peer: null, ending: null, trouble: null, elsewhere: null };
const MISSED: RecentCall = {
  callId: "call-of-bo",
  peer: bo,
  direction: "incoming",
  reason: "no_answer",
  startedAt: 0,
  answeredAt: null,
  endedAt: 45_000,
};

function inCall(state: "ringing" | "connected", callId = "call-of-bo"): CallView {
  return callView(state, {}, { callId });
}

/** A page that somebody is led to. */
class Page {
  readonly done: string[] = [];
  shown: ArrivalState = NOWHERE;
  told: () => Promise<RecentCall> = () => Promise.resolve(MISSED);
  #state: { connection: ConnectionState; call: CallView };
  #listener: () => void = () => {};
  readonly arrival: Arrival;

  constructor(connection: ConnectionState, call: CallView = IDLE) {
    this.#state = { connection, call };
    const now = () => this.#state;
    this.arrival = new Arrival({
      phone: {
        // Nothing else of a phone is looked at.
        get state() {
          return now() as never;
        },
        onChange: (listener) => {
          this.#listener = () => listener(now() as never);
          return () => {};
        },
        answer: () => this.done.push("answer"),
        connect: () => this.done.push("connect"),
      },
      api: {
        call: (callId) => {
          this.done.push(`ask ${callId}`);
          return this.told();
        },
      },
      changed: (state) => this.shown = state,
    });
  }

  async becomes(connection: ConnectionState, call: CallView = IDLE): Promise<void> {
    this.#state = { connection, call };
    this.#listener();
    await settle();
  }
}

Deno.test("a page that rings already answers at once, if that is wanted", () => {
  const page = new Page("open", inCall("ringing"));
  page.arrival.opened("call-of-bo", true);
  deepEqual(page.done, ["answer"]);
  equal(page.shown.kind, "nowhere");
});

Deno.test("without that it only rings", () => {
  const page = new Page("open", inCall("ringing"));
  page.arrival.opened("call-of-bo", false);
  deepEqual(page.done, []);
  equal(page.shown.kind, "nowhere");
});

Deno.test("a page that is just being loaded waits for the call, and answers it", async () => {
  const page = new Page("opening");
  page.arrival.opened("call-of-bo", true);
  equal(page.shown.kind, "waiting");
  await page.becomes("open", inCall("ringing"));
  deepEqual(page.done, ["answer"]);
  equal(page.shown.kind, "nowhere");
});

Deno.test("the wish to answer may come after the call", () => {
  const page = new Page("open", inCall("ringing"));
  page.arrival.opened("call-of-bo", false);
  page.arrival.opened("call-of-bo", true);
  deepEqual(page.done, ["answer"]);
});

Deno.test("no other call is answered in its place", async () => {
  const page = new Page("opening");
  page.arrival.opened("call-of-bo", true);
  await page.becomes("open", inCall("ringing", "another"));
  deepEqual(page.done, ["ask call-of-bo"]);
});

Deno.test("a call that is answered already is not answered twice", () => {
  const page = new Page("open", inCall("connected"));
  page.arrival.opened("call-of-bo", true);
  deepEqual(page.done, []);
});

Deno.test("a connection that is lost is not waited for", () => {
  const page = new Page("waiting");
  page.arrival.opened("call-of-bo", false);
  deepEqual(page.done, ["connect"]);
});

Deno.test("how the call has ended is said when it does not ring any more", async () => {
  const page = new Page("opening");
  page.arrival.opened("call-of-bo", true);
  await page.becomes("open");
  deepEqual(page.shown, { kind: "told", call: MISSED });
  page.arrival.dismiss();
  equal(page.shown.kind, "nowhere");
});

Deno.test("what was told goes with the next call", async () => {
  const page = new Page("open");
  page.arrival.opened("call-of-bo", false);
  await settle();
  equal(page.shown.kind, "told");
  await page.becomes("open", inCall("ringing", "another"));
  equal(page.shown.kind, "nowhere");
});

Deno.test("what the page says already is not said twice", async () => {
  const page = new Page("open", { ...IDLE, peer: bo, ending: ending({ reason: "no_answer" }) });
  page.arrival.opened("call-of-bo", false);
  await settle();
  equal(page.shown.kind, "nowhere");
});

Deno.test("a call that the server lets ring all the same is waited for", async () => {
  const page = new Page("open");
  page.told = () => Promise.resolve({ ...MISSED, reason: null, endedAt: null });
  page.arrival.opened("call-of-bo", true);
  await settle();
  equal(page.shown.kind, "waiting");
  await page.becomes("open", inCall("ringing"));
  deepEqual(page.done, ["ask call-of-bo", "answer"]);
});

Deno.test("without an answer of the server it is said that the call is over", async () => {
  const page = new Page("open");
  page.told = () => Promise.reject(new Error("gone"));
  page.arrival.opened("call-of-bo", false);
  await settle();
  deepEqual(page.shown, { kind: "told", call: null });
});

Deno.test("an answer that comes when the call rings by now is of no interest", async () => {
  const page = new Page("open");
  const { promise, resolve } = Promise.withResolvers<RecentCall>();
  page.told = () => promise;
  page.arrival.opened("call-of-bo", false);
  await page.becomes("open", inCall("ringing"));
  resolve(MISSED);
  await settle();
  equal(page.shown.kind, "nowhere");
});

Deno.test("a late answer about one call is not taken for one about another", async () => {
  const page = new Page("open");
  const { promise, resolve } = Promise.withResolvers<RecentCall>();
  page.told = () => promise;
  page.arrival.opened("call-of-bo", false);
  page.told = () => new Promise(() => {});
  page.arrival.opened("second-call", true);
  resolve(MISSED);
  await settle();
  equal(page.shown.kind, "asking");
  await page.becomes("open", inCall("ringing", "second-call"));
  equal(page.done.at(-1), "answer");
});

Deno.test("a page knows by its address for which call it was opened", () => {
  equal(arrivedFor("#call=call-of-bo"), "call-of-bo");
  for (const other of ["", "#", "#call=", "#people"]) equal(arrivedFor(other), null);
});
