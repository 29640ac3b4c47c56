import { deepEqual, equal } from "node:assert/strict";
import { guarded, ownBrowser, scoped, scopedLocks } from "../src/call/browser.ts";
import { createPhone } from "../src/call/phone.ts";
import { FakeBrowser } from "./support/fake-browser.ts";
import { FakeLocks } from "./support/fake-locks.ts";
import { FakeStorage } from "./support/fake-storage.ts";
import { settle } from "./support/manual-clock.ts";

const refuse = () => {
  throw new DOMException("", "SecurityError");
};

Deno.test("where there is no window at all every part has a stand-in", () => {
  const { visibility, devices, audioContext, networkInformation } = ownBrowser();
  deepEqual([visibility.hidden, devices, audioContext(), networkInformation], [
    false,
    undefined,
    null,
    undefined,
  ]);
});

Deno.test("a storage keeps what is put into it", () => {
  const storage = new FakeStorage();
  const kept = guarded(() => storage);
  kept.setItem("key", "value");
  deepEqual([storage.items.get("key"), kept.getItem("key")], ["value", "value"]);
  kept.removeItem("key");
  deepEqual([storage.items.size, kept.getItem("key")], [0, null]);
});

Deno.test("installations below different paths of one origin keep their values and locks apart", async () => {
  const storage = new FakeStorage();
  const [root, talk, other] = ["/", "/talk/", "/other/"].map((path) => scoped(storage, path));
  root?.setItem("key", "root");
  talk?.setItem("key", "talk");
  deepEqual([root?.getItem("key"), talk?.getItem("key"), other?.getItem("key")], ["root", "talk", null]);
  talk?.removeItem("key");
  deepEqual([...storage.items], [["key", "root"]]);

  const locks = new FakeLocks();
  const { signal } = new AbortController();
  for (const path of ["/", "/talk/", "/other/"]) {
    void scopedLocks(locks, path)?.request("ring", { signal }, () => new Promise<void>(() => {}));
  }
  await settle();
  equal(locks.held.length, 3);
});

Deno.test("a storage that may not be looked at is replaced by memory", () => {
  const kept = guarded(refuse);
  equal(kept.getItem("key"), null);
  kept.setItem("key", "value");
  equal(kept.getItem("key"), "value");
  kept.removeItem("key");
  equal(kept.getItem("key"), null);
});

Deno.test("a storage that is full keeps the latest all the same, until it takes it again", () => {
  const storage = new FakeStorage();
  const world = { isFull: true };
  const full = { getItem: () => "old", setItem: refuse, removeItem: () => {} };
  const kept = guarded(() => world.isFull ? full : storage);
  kept.setItem("key", "new");
  equal(kept.getItem("key"), "new");
  world.isFull = false;
  kept.setItem("key", "newer");
  deepEqual([storage.getItem("key"), kept.getItem("key")], ["newer", "newer"]);
});

Deno.test("a phone connects where storage is forbidden", async () => {
  const browser = new FakeBrowser();
  const phone = createPhone({
    ...browser.options,
    storage: guarded(refuse),
    tabStorage: guarded(refuse),
  });
  await settle();
  equal(phone.state.connection, "opening");
  phone.close();
});
