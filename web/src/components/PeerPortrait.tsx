import { defineComponent, h, shallowRef } from "vue";
import type { Call } from "../composables/useCall.ts";
import { useLevel } from "../composables/useLevel.ts";
import type { Person } from "../contract.ts";
import { Avatar } from "./Avatar.tsx";

export interface PeerPortraitProps {
  readonly person: Person;
  readonly rings: boolean;
  readonly call: Call;
}

/** The other one's picture; their voice moves the ring around it. */
export const PeerPortrait = defineComponent<PeerPortraitProps>(
  (props) => {
    const frame = shallowRef<HTMLSpanElement | null>(null);
    const { call } = props;
    useLevel(() => call.voice.value !== null, () => call.level("peer"), (level) => {
      frame.value?.style.setProperty("--level", level.toFixed(3));
    });
    return () => (
      <span ref={frame} class={["portrait", props.rings ? "portrait--rings" : ""]}>
        <span class="portrait__voice" />
        <span class="portrait__wave" />
        <span class="portrait__wave portrait__wave--late" />
        <Avatar person={props.person} size="large" />
      </span>
    );
  },
  { name: "PeerPortrait", props: { person: null, rings: null, call: null } },
);
