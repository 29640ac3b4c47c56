import { deepEqual, equal, ok } from "node:assert/strict";
import { settle } from "./support/manual-clock.ts";
import { bo, ready } from "./support/messages.ts";
import { talking } from "./support/whole-phone.ts";

Deno.test("a page that is looked at again looks after its connection and its microphone", async () => {
  const { browser } = await talking();
  browser.desk.track?.silence(true);
  browser.page.hidden = true;
  browser.page.dispatchEvent(new Event("visibilitychange"));
  await settle();
  deepEqual(browser.takeSent(), []);
  browser.page.hidden = false;
  browser.page.dispatchEvent(new Event("visibilitychange"));
  await settle();
  deepEqual(browser.takeSent(), ["session:ping"]);
  equal(browser.desk.tracks.length, 2);
});

for (
  const [what, source, stops, goesOn] of [
    ["is frozen", "page", "freeze", "resume"],
    ["lies in the back-forward cache", "window", "pagehide", "pageshow"],
  ] as const
) {
  Deno.test(`a page that ${what} is not connected, until it runs again`, async () => {
    const { browser, phone } = await talking();
    browser[source].dispatchEvent(new Event(stops));
    equal(phone.state.connection, "stopped");
    ok(browser.sockets[0]?.closed);
    browser[source].dispatchEvent(new Event(goesOn));
    equal(phone.state.connection, "opening");
    equal(browser.sockets.length, 2);
    await settle();
  });
}

Deno.test("another network is met with another socket, and mends the path of a call", async () => {
  const { browser, phone } = await talking();
  browser.window.dispatchEvent(new Event("online"));
  equal(phone.state.connection, "opening");
  equal(browser.sockets.length, 2);
  const { call } = phone.state;
  ok(call.state === "connected");
  browser.says(ready({
    call_id: call.call.callId,
    alias: null,
    state: "in-call",
    role: "caller",
    peer: bo,
    this_device: true,
    peer_signaling: true,
    reach: null,
    expires_at: null,
    answered_at: "2023-11-14T22:13:00.000Z",
  }));
  await settle();
  deepEqual(browser.takeSent(), ["call:offer"]);
});
