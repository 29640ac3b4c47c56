import { defineComponent, h, shallowRef } from "vue";
import { useLevel } from "../composables/useLevel.ts";
import { text } from "../text/text.ts";

export interface LevelBarProps {
  /** Is there something that could be heard? */
  readonly isListening: boolean;
  /** From 0 to 1. */
  readonly level: () => number;
}

/** How loud one's microphone is, at every moment. */
export const LevelBar = defineComponent<LevelBarProps>(
  (props) => {
    const bar = shallowRef<HTMLSpanElement | null>(null);
    useLevel(
      () => props.isListening && bar.value !== null,
      () => props.level(),
      (level) => bar.value?.style.setProperty("--level", level.toFixed(3)),
    );
    return () => (
      <span class="level-bar" role="img" title={text.call.ownLevel}>
        <span ref={bar} class="level-bar__level" />
      </span>
    );
  },
  { name: "LevelBar", props: { isListening: null, level: null } },
);
