import { deepEqual, equal } from "node:assert/strict";
import { effectScope, shallowRef } from "vue";
import { useQuiet } from "../src/composables/useQuiet.ts";
import type { Settings } from "../src/composables/useSettings.ts";
import { FakeStorage } from "./support/fake-storage.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { alice } from "./support/messages.ts";

Deno.test("whether calls ring on this device is known in every tab of it", () => {
  const storage = new FakeStorage();
  const settings = { known: shallowRef(null) } as unknown as Settings;
  const scopes = [effectScope(), effectScope()];
  const tabs = scopes.map((scope) =>
    scope.run(() => useQuiet({ clock: new ManualClock(), storage }, alice, settings))
  );
  const says = () => tabs.map((tab) => tab?.ringsHere.value);
  const chooses = (rings: boolean) => {
    tabs[0]?.ringHere(rings);
    dispatchEvent(new Event("storage"));
  };
  deepEqual(says(), [true, true]);
  chooses(false);
  deepEqual(says(), [false, false]);
  scopes[1]?.stop();
  chooses(true);
  equal(tabs[1]?.ringsHere.value, false);
  scopes[0]?.stop();
});
