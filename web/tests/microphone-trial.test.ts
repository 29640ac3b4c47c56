import { deepEqual, equal } from "node:assert/strict";
import { computed, effectScope, shallowRef } from "vue";
import type { MicrophoneState } from "../src/call/microphone-state.ts";
import { ALL_PROCESSING } from "../src/call/voice-processing.ts";
import { type MicrophoneTrialAround, useMicrophoneTrial } from "../src/composables/useMicrophoneTrial.ts";
import { BUILT_IN, Desk, HEADSET } from "./support/desk.ts";
import { settle } from "./support/manual-clock.ts";

type CallView = MicrophoneTrialAround["call"]["view"]["value"];

/** Somebody in front of the settings, without a call at first. */
function settings() {
  const desk = new Desk([BUILT_IN, HEADSET]);
  const state = shallowRef("idle");
  const microphone = shallowRef({ kind: "closed" } as MicrophoneState);
  const chosen = shallowRef<string | null>(null);
  let uses = 0;
  const around: MicrophoneTrialAround = {
    browser: { devices: desk, obstacles: desk.obstacles },
    audio: {
      context: null,
      use: () => {
        uses += 1;
        return () => uses -= 1;
      },
    },
    call: {
      view: computed(() => ({ state: state.value }) as CallView), // nothing else is looked at
      microphone,
      microphoneId: chosen,
      processing: shallowRef(ALL_PROCESSING),
      chooseMicrophone: (id) => {
        chosen.value = id;
        return Promise.resolve();
      },
      level: () => 0.5,
    },
  };
  const scope = effectScope();
  const trial = scope.run(() => useMicrophoneTrial(around, () => ({}) as MediaStream));
  if (trial === undefined) throw new Error("The scope has ended.");
  return { desk, trial, scope, state, microphone, uses: () => uses };
}

Deno.test("one that is tried is open until it is enough, and the page's sound runs as long", async () => {
  const { desk, trial, uses } = settings();
  await trial.start();
  deepEqual([desk.live.length, trial.isHeard.value, uses()], [1, true, 1]);
  deepEqual(trial.devices.value.map(({ id }) => id), [BUILT_IN.id, HEADSET.id]);
  trial.stop();
  deepEqual([desk.live.length, trial.isHeard.value, uses()], [0, false, 0]);
});

Deno.test("another one that is chosen is tried in its place, and where none is tried none is opened", async () => {
  const { desk, trial } = settings();
  await trial.choose(HEADSET.id);
  deepEqual(desk.asked, []);
  await trial.start();
  await trial.choose(null);
  deepEqual([desk.asked, desk.live.length], [[HEADSET.id, null], 1]);
});

Deno.test("it is closed by a call, which opens its own, and with the settings, also while it is being opened", async () => {
  for (const end of ["call", "settings"] as const) {
    for (const isOpen of [true, false]) {
      const { desk, trial, scope, state, uses } = settings();
      const { promise, resolve } = Promise.withResolvers<void>();
      if (!isOpen) desk.question = promise;
      const started = trial.start();
      if (isOpen) await started;
      if (end === "call") state.value = "ringing";
      else scope.stop();
      await settle();
      resolve();
      await started;
      deepEqual([desk.live.length, uses()], [0, 0], `${end}, ${isOpen ? "open" : "being opened"}`);
    }
  }
});

Deno.test("why it could not be opened is told, until it is tried again", async () => {
  const { desk, trial, uses } = settings();
  desk.broken.set("", "NotAllowedError");
  await trial.start();
  deepEqual([trial.problem.value, trial.isHeard.value, uses()], ["not-allowed", false, 0]);
  desk.broken.clear();
  await trial.start();
  equal(trial.problem.value, null);
});

Deno.test("in a call its own level is shown, and there is nothing to try", () => {
  const { trial, microphone } = settings();
  microphone.value = { kind: "silenced", reopened: false, track: { id: 1, device: BUILT_IN } };
  deepEqual([trial.isInCall.value, trial.isHeard.value, trial.level()], [true, true, 0.5]);
});
