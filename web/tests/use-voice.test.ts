import { deepEqual } from "node:assert/strict";
import { effectScope, nextTick, shallowRef } from "vue";
import type { SoundHere } from "../src/composables/useSound.ts";
import { useVoice } from "../src/composables/useVoice.ts";
import { settle } from "./support/manual-clock.ts";

/** Where the element of the page was sent, by a browser that refuses everything. */
async function sentTo(work: (sink: { value: string }, again: () => void) => void): Promise<string[]> {
  const sent: string[] = [];
  class RefusingElement {
    autoplay = false;
    srcObject = null;
    setSinkId(sink: string): Promise<void> {
      sent.push(sink);
      return Promise.reject(new DOMException("", "NotFoundError"));
    }
  }
  Object.assign(globalThis, { Audio: RefusingElement });
  const sink = shallowRef("");
  const changes = shallowRef(0);
  const sound = {
    output: () => {
      void changes.value;
      // Without an end the test would have none either.
      return { sink: sink.value, refused: () => sent.length < 9 ? changes.value += 1 : undefined };
    },
  } as unknown as SoundHere; // only what is used of it
  const audio = { onGesture: () => () => {} } as unknown as Parameters<typeof useVoice>[1];
  const scope = effectScope();
  scope.run(() => useVoice(shallowRef(null), audio, sound));
  work(sink, () => changes.value += 1);
  for (let turn = 0; turn < 5; turn += 1) {
    await nextTick();
    await settle();
  }
  scope.stop();
  Reflect.deleteProperty(globalThis, "Audio");
  return sent;
}

Deno.test("the voice is sent to another device once, whatever becomes of that", async () => {
  deepEqual(await sentTo((sink) => sink.value = "headset"), ["headset"]);
});

Deno.test("a change that leaves the device as it is sends nothing anywhere", async () => {
  deepEqual(await sentTo((_sink, again) => again()), []);
});
