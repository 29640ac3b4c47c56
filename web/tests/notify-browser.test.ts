import { equal } from "node:assert/strict";
import { ownNotifyBrowser } from "../src/notify/browser.ts";
import { settle } from "./support/manual-clock.ts";

Deno.test("whoever has ended it hears no more of the permission, however late the browser is", async () => {
  const status = new EventTarget();
  const permissions = { query: () => Promise.resolve(status) };
  Object.defineProperty(navigator, "permissions", { value: permissions, configurable: true });
  try {
    let heard = 0;
    const { onPermissionChange } = ownNotifyBrowser();
    onPermissionChange(() => heard += 10)();
    const end = onPermissionChange(() => heard += 1);
    await settle();
    status.dispatchEvent(new Event("change"));
    end();
    status.dispatchEvent(new Event("change"));
    equal(heard, 1);
  } finally {
    Reflect.deleteProperty(navigator, "permissions");
  }
});
