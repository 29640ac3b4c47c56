import { deepEqual, equal } from "node:assert/strict";
import { audioDevice } from "../src/call/audio-device.ts";
import { storedValue } from "../src/call/stored-value.ts";
import { HEADSET } from "./support/desk.ts";
import { FakeStorage } from "./support/fake-storage.ts";

Deno.test("what is kept is recalled by another page, until it is forgotten", () => {
  const storage = new FakeStorage();
  storedValue(storage, "key", audioDevice).save(HEADSET);
  deepEqual(storedValue(storage, "key", audioDevice).load(), HEADSET);
  equal(storedValue(storage, "other", audioDevice).load(), null);
  storedValue(storage, "key", audioDevice).save(null);
  equal(storage.items.size, 0);
});

for (const kept of ["no json", "3", "null", '{"id":3,"label":""}']) {
  Deno.test(`what was not kept like this is not there: ${kept}`, () => {
    const storage = new FakeStorage();
    storage.setItem("key", kept);
    equal(storedValue(storage, "key", audioDevice).load(), null);
  });
}

Deno.test("a storage that refuses is no reason to fail", () => {
  const refuse = () => {
    throw new DOMException("", "QuotaExceededError");
  };
  const memory = storedValue(
    { getItem: refuse, setItem: refuse, removeItem: refuse },
    "key",
    audioDevice,
  );
  memory.save(HEADSET);
  memory.save(null);
  equal(memory.load(), null);
});
