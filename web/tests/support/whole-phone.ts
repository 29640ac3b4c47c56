import { ok } from "node:assert/strict";
import { createPhone, type Phone } from "../../src/call/phone.ts";
import { FakeBrowser, stream } from "./fake-browser.ts";
import { settle } from "./manual-clock.ts";
import { bo, ready, said } from "./messages.ts";

/** A phone whose connection is open. */
export async function signedIn(browser = new FakeBrowser()): Promise<{ browser: FakeBrowser; phone: Phone }> {
  const phone = createPhone(browser.options);
  await settle();
  browser.says(ready());
  await settle();
  return { browser, phone };
}

/** Alice has called Bo, and they talk. */
export async function talking(browser = new FakeBrowser()): Promise<{ browser: FakeBrowser; phone: Phone }> {
  const { phone } = await signedIn(browser);
  phone.call(bo);
  await settle();
  const { call } = phone.state;
  ok(call.state === "calling");
  browser.says(said("call:accept", { call_id: call.call.callId }, bo.id));
  await settle();
  browser.connection.becomes("connected");
  browser.connection.ontrack?.({ streams: [stream(0.5)], track: {} as MediaStreamTrack });
  browser.takeSent();
  return { browser, phone };
}
