import { defineComponent, h, useId } from "vue";
import type { RecentCall } from "../api/types.ts";
import { useNames } from "../composables/useNames.ts";
import type { Person } from "../contract.ts";
import { UNKNOWN } from "../decoding/decoder.ts";
import { text } from "../text/text.ts";
import { dateAndTime, relativeDay } from "../text/time.ts";
import { isMissed, named, recentWords } from "../text/words.ts";
import { Avatar } from "./Avatar.tsx";
import { Icon } from "./Icon.tsx";
import { PersonName } from "./PersonName.tsx";

export interface RecentRowProps {
  readonly recent: RecentCall;
  /** How often, when it stands for several. */
  readonly times: number;
  readonly now: number;
  readonly disabled: boolean;
  readonly tabindex: 0 | -1;
  readonly onCall: (person: Person) => void;
}

/** A call of the past. The whole row calls back. */
export const RecentRow = defineComponent<RecentRowProps>(
  (props) => {
    const note = useId();
    const time = useId();
    const names = useNames();
    return () => {
      const { recent, now } = props;
      const peer = named(recent.peer, text);
      const missed = isMissed(recent);
      const isDisabled = props.disabled || peer.isGone === true;
      return (
        <button
          type="button"
          class={["row", missed ? "row--missed" : ""]}
          aria-disabled={isDisabled ? "true" : undefined}
          tabindex={props.tabindex}
          aria-label={peer.isGone === true ? peer.name : text.recents.callBack(names.of(peer))}
          title={dateAndTime(recent.startedAt, text.locale)}
          aria-describedby={`${note} ${time}`}
          onClick={() => isDisabled ? undefined : props.onCall(recent.peer)}
        >
          <Avatar person={peer} size="small" />
          <span class="row__words row__words--timed">
            <span class="row__name">
              <PersonName person={peer} />
            </span>
            <time class="row__time" id={time} datetime={new Date(recent.startedAt).toISOString()}>
              {relativeDay(recent.startedAt, now, text.locale)}
            </time>
            <span class="row__note" id={note}>
              <Icon name={recent.direction === UNKNOWN ? "clock" : recent.direction} />
              {recentWords(recent, text, props.times)}
            </span>
          </span>
          <span class="row__action">
            <Icon name="call" />
          </span>
        </button>
      );
    };
  },
  {
    name: "RecentRow",
    props: { recent: null, times: null, now: null, disabled: null, tabindex: null, onCall: null },
  },
);
