import { computed, defineComponent, h, shallowRef } from "vue";
import type { Call } from "../composables/useCall.ts";
import { useLevel } from "../composables/useLevel.ts";
import { useMicrophones } from "../composables/useMicrophones.ts";
import type { SoundRoom } from "../sounds/sound-room.ts";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";

export interface MicrophonePickerProps {
  readonly call: Call;
  readonly room: SoundRoom;
}

/** Which microphone, and a bar that shows that it hears. */
export const MicrophonePicker = defineComponent<MicrophonePickerProps>(
  (props) => {
    const { call, room } = props;
    const { devices, chosen } = useMicrophones(call);
    const bar = shallowRef<HTMLSpanElement | null>(null);
    const own = computed(() => call.ownTrack.value === null ? null : new MediaStream([call.ownTrack.value]));
    useLevel(own, room, (level) => bar.value?.style.setProperty("--level", level.toFixed(3)));
    let latest = 0;
    const choose = async ({ target }: Event) => {
      if (!(target instanceof HTMLSelectElement)) return;
      const choice = ++latest;
      await call.microphone.choose(target.value || null);
      // A choice that failed changes nothing for Vue to render, so the field is put right by hand.
      if (choice === latest) target.value = call.microphone.deviceId ?? "";
    };
    return () => (
      <div class="picker">
        <span class="picker__icon">
          <Icon name="microphone" />
        </span>
        <select
          class="picker__select"
          aria-label={text.call.microphone}
          value={chosen.value ?? ""}
          onChange={choose}
        >
          {devices.value.length === 0 ? <option value="">{text.call.systemMicrophone}</option> : null}
          {devices.value.map(({ id, label }, index) => (
            <option key={id} value={id} selected={id === chosen.value}>
              {label === "" ? text.call.unnamedMicrophone(index + 1) : label}
            </option>
          ))}
        </select>
        <span class="picker__chevron">
          <Icon name="down" />
        </span>
        <span class="picker__meter" title={text.call.ownLevel}>
          <span ref={bar} class="picker__level" />
        </span>
      </div>
    );
  },
  { name: "MicrophonePicker", props: { call: null, room: null } },
);
