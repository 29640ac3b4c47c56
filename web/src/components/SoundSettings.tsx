import { defineComponent, Fragment, h, onMounted, shallowRef } from "vue";
import { openMicrophone } from "../call/audio-inputs.ts";
import { focusIfLost } from "../composables/focus-if-lost.ts";
import type { CheckSurroundings } from "../composables/useConnectionCheck.ts";
import { useTestSounds } from "../composables/useTestSounds.ts";
import { OUTPUT_ROLES } from "../sounds/audio-outputs.ts";
import { outputQuestion } from "../sounds/output-question.ts";
import { TONES } from "../sounds/tones.ts";
import { lateText as text } from "../text/late-text.ts";
import { OutputRow } from "./OutputRow.tsx";
import { RingSettings } from "./RingSettings.tsx";

/** Where this device sounds, and how it rings. */
export const SoundSettings = defineComponent<{ around: CheckSurroundings }>(
  (props) => {
    const { sound, audio, browser, call } = props.around;
    const play = useTestSounds(audio);
    const pick = outputQuestion(browser.devices);
    const permission = shallowRef<"unasked" | "asking" | "allowed" | "refused">("unasked");
    const outputs = shallowRef<HTMLDivElement | null>(null);
    onMounted(() => void sound.look());
    /** Browsers tell the devices to whoever may listen; nothing is recorded. */
    const allow = async () => {
      if (permission.value === "asking") return;
      permission.value = "asking";
      try {
        const track = await openMicrophone(browser, null, call.processing.value);
        await sound.look();
        track.stop();
        permission.value = "allowed";
        await focusIfLost(() => outputs.value?.querySelector("select")); // the button has gone, and this is what it was for
      } catch {
        permission.value = "refused"; // which is said
      }
    };
    const untold = () => {
      const { output } = text.settings;
      if (permission.value === "allowed") return <p class="dialog__lead">{output.impossible}</p>;
      return (
        <>
          <p class="dialog__lead" aria-live="polite">
            {permission.value === "refused" ? output.notAllowed : output.untold}
          </p>
          <div class="dialog__row">
            <button type="button" class="button button--quiet" onClick={() => void allow()}>
              {output.allow}
            </button>
          </div>
        </>
      );
    };
    const devices = () => (
      <div ref={outputs}>
        {sound.outputs.value.areTold || pick !== null ? null : untold()}
        {OUTPUT_ROLES.map((role) => (
          <OutputRow
            key={role}
            role={role}
            sound={sound}
            onPick={pick}
            onTest={() => play({ tone: TONES.test, volume: 1, output: sound.output(role) })}
          />
        ))}
      </div>
    );
    return () => (
      <>
        {sound.canChoose ? devices() : <p class="dialog__lead">{text.settings.output.impossible}</p>}
        <RingSettings sound={sound} onPlay={play} />
      </>
    );
  },
  { name: "SoundSettings", props: { around: null } },
);
