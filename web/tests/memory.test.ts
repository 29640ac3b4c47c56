import { deepEqual, equal } from "node:assert/strict";
import { microphoneDevice } from "../src/call/audio-inputs.ts";
import { remembered } from "../src/call/memory.ts";
import { HEADSET } from "./support/desk.ts";
import { FakeStorage } from "./support/fake-storage.ts";

Deno.test("what is kept is recalled by another page, until it is forgotten", () => {
  const storage = new FakeStorage();
  remembered(storage, "key", microphoneDevice).keep(HEADSET);
  deepEqual(remembered(storage, "key", microphoneDevice).recall(), HEADSET);
  equal(remembered(storage, "other", microphoneDevice).recall(), null);
  remembered(storage, "key", microphoneDevice).keep(null);
  equal(storage.items.size, 0);
});

for (const kept of ["no json", "3", "null", '{"id":3,"label":""}']) {
  Deno.test(`what was not kept like this is not there: ${kept}`, () => {
    const storage = new FakeStorage();
    storage.setItem("key", kept);
    equal(remembered(storage, "key", microphoneDevice).recall(), null);
  });
}

Deno.test("a storage that refuses is no reason to fail", () => {
  const refuse = () => {
    throw new DOMException("", "QuotaExceededError");
  };
  const memory = remembered(
    { getItem: refuse, setItem: refuse, removeItem: refuse },
    "key",
    microphoneDevice,
  );
  memory.keep(HEADSET);
  memory.keep(null);
  equal(memory.recall(), null);
});
