import { defineComponent, h } from "vue";
import type { CallView } from "../call/call-model.ts";
import { useElapsed } from "../composables/useElapsed.ts";
import { text } from "../text/text.ts";
import { clockDuration, isoDuration } from "../text/time.ts";
import { stateWords } from "../text/words.ts";

/**
 * The state of the call in plain words. It is always there, so that screen readers announce each change; the
 * timer stands beside it, so that they do not announce each second.
 */
export const CallStatus = defineComponent<{ view: CallView }>(
  (props) => {
    const talking = useElapsed(() => props.view.state === "idle" ? null : props.view.since);
    const duration = () => {
      const { view } = props;
      return view.state === "idle" ? view.ending?.talked ?? null : talking.value;
    };
    return () => {
      const lasted = duration();
      return (
        <div class="status">
          <p class="status__words" role="status">{stateWords(props.view, text)}</p>
          {lasted === null ? null : (
            <time
              class="status__timer"
              role="timer"
              aria-label={text.call.duration}
              datetime={isoDuration(lasted)}
            >
              {clockDuration(lasted)}
            </time>
          )}
        </div>
      );
    };
  },
  { name: "CallStatus", props: { view: null } },
);
