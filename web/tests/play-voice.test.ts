import { deepEqual, equal } from "node:assert/strict";
import { PageAudioContext } from "../src/sounds/page-audio-context.ts";
import { playVoice } from "../src/sounds/play-voice.ts";
import { stream } from "./support/fake-browser.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

/** A page whose browser lets a voice sound or gives a reason why not. */
function page(reason: string | null) {
  const gestures = new EventTarget();
  const element = {
    reason,
    tries: 0,
    srcObject: null as MediaProvider | null,
    play(): Promise<void> {
      element.tries += 1;
      return element.reason === null
        ? Promise.resolve()
        : Promise.reject(new DOMException("", element.reason));
    },
  };
  const told: boolean[] = [];
  // A voice needs no context that runs.
  const context = { state: "suspended", resume: () => Promise.reject(new Error("not now")) };
  const audio = new PageAudioContext(gestures, () => context as unknown as AudioContext, new ManualClock());
  const voice = stream(0.5);
  const stop = playVoice(voice, {
    element,
    audio,
    blocked: (blocked) => told.push(blocked),
  });
  const gesture = async (name: string) => {
    gestures.dispatchEvent(new Event(name));
    await settle();
  };
  return { element, voice, told, stop, gesture };
}

Deno.test("a voice that may sound does, and nothing is said of it", async () => {
  const { element, voice, told } = page(null);
  await settle();
  deepEqual([element.srcObject, element.tries, told.includes(true)], [voice, 1, false]);
});

Deno.test("one that is held back sounds with the first gesture that counts, and until then it is said", async () => {
  const { element, told, gesture } = page("NotAllowedError");
  await settle();
  equal(told.at(-1), true);
  await gesture("pointerdown");
  equal(told.at(-1), true);
  element.reason = null;
  await gesture("keydown");
  equal(told.at(-1), false);
  const { tries } = element;
  await gesture("keydown");
  equal(element.tries, tries);
});

Deno.test("a voice that another one has replaced is not held back", async () => {
  const { told } = page("AbortError");
  await settle();
  deepEqual(told, []);
});

Deno.test("when the call is over nothing is said any more, and no gesture brings the voice back", async () => {
  const { element, told, stop, gesture } = page("NotAllowedError");
  await settle();
  stop();
  equal(told.at(-1), false);
  await gesture("keydown");
  deepEqual([element.srcObject, element.tries], [null, 1]);
});
