import { deepEqual, equal } from "node:assert/strict";
import { ApiError, Intercepted, Unreachable } from "../src/api/api-error.ts";
import { checkServer } from "../src/check/server-check.ts";
import { alice, said } from "./support/messages.ts";
import { settle } from "./support/manual-clock.ts";
import { talking } from "./support/whole-phone.ts";

const nobodyAsks = () => Promise.reject(new Error("not needed"));

Deno.test("a live connection tells the round trip by the shortest of three", async () => {
  const trips = [90, 30, 40, 1];
  const verdict = await checkServer({
    roundTrip: () => Promise.resolve(trips.shift() ?? null),
    session: nobodyAsks,
  });
  deepEqual(verdict, { kind: "fine", roundTrip: 30 });
  equal(trips.length, 1);
});

Deno.test("a slow one is told", async () => {
  const verdict = await checkServer({ roundTrip: () => Promise.resolve(900), session: nobodyAsks });
  deepEqual(verdict, { kind: "weak", reason: "slow", roundTrip: 900 });
});

for (
  const [what, session, reason] of [
    ["the server answers otherwise", () => Promise.resolve(alice), "not-live"],
    ["nobody is signed in", () => Promise.resolve(null), "signed-out"],
    ["nothing answers", () => Promise.reject(new Unreachable("GET")), "unreachable"],
    ["the server fails", () => Promise.reject(new ApiError(503, "x", "x", null)), "unreachable"],
    ["something else answers", () => Promise.reject(new Intercepted("302")), "intercepted"],
  ] as const
) {
  Deno.test(`without a live connection, and ${what}: ${reason}`, async () => {
    const verdict = await checkServer({ roundTrip: () => Promise.resolve(null), session });
    deepEqual(verdict, { kind: "failed", reason });
  });
}

Deno.test("a phone measures its round trip by a ping of its own", async () => {
  const { phone, browser } = await talking();
  const trip = phone.roundTrip();
  const sent = browser.sockets[0]?.sent.at(-1);
  const { type, payload } = JSON.parse(sent ?? "{}");
  equal(type, "session:ping");
  browser.desk.clock.advance(25);
  browser.says(said("session:pong", { sent_at: payload.sent_at - 1 }));
  browser.desk.clock.advance(10);
  browser.says(said("session:pong", payload));
  equal(await trip, 35);
});

Deno.test("two round trips that begin at one moment do not take each other's answer", async () => {
  const { phone, browser } = await talking();
  const trips = [phone.roundTrip(), phone.roundTrip()];
  const [first, second] = (browser.sockets[0]?.sent ?? []).slice(-2).map((sent) => JSON.parse(sent).payload);
  browser.desk.clock.advance(10);
  browser.says(said("session:pong", second));
  browser.desk.clock.advance(10);
  browser.says(said("session:pong", first));
  deepEqual(await Promise.all(trips), [20, 10]);
});

Deno.test("a phone whose ping does not come back, or that has no connection, has no round trip", async () => {
  const { phone, browser } = await talking();
  const lost = phone.roundTrip();
  browser.desk.clock.advance(3_000);
  equal(await lost, null);
  browser.socket.breaks();
  equal(await phone.roundTrip(), null);
  await settle();
});
