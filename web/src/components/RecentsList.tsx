import { computed, defineComponent, h, type ReadonlyRef } from "vue";
import { useDay } from "../composables/useDay.ts";
import { useLooking } from "../composables/useLooking.ts";
import type { Recents } from "../composables/useRecents.ts";
import type { PastPerson } from "../api/types.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { named } from "../text/words.ts";
import { EmptyState } from "./EmptyState.tsx";
import { RecentRow } from "./RecentRow.tsx";
import { RowOptions } from "./RowOptions.tsx";
import { WindowedList } from "./WindowedList.tsx";

export interface RecentsListProps {
  readonly recents: Recents;
  readonly canCall: (person: Person) => boolean;
  readonly scroller: ReadonlyRef<HTMLElement | null>;
  readonly onCall: (person: Person) => void;
  readonly onOptions: (person: PastPerson, callId: string) => void;
}

/** The calls of the past, newest first. To have them on the screen is to have seen them. */
export const RecentsList = defineComponent<RecentsListProps>(
  (props) => {
    const { recents } = props;
    const now = useDay();
    const keys = computed(() => recents.rows.value.map(({ call }) => call.callId));
    useLooking(recents.rows, recents.look);
    const loadOlder = () => void recents.loadOlder();
    const row = (place: number, tabindex: 0 | -1) => {
      const recent = recents.rows.value[place];
      if (recent === undefined) return null;
      const peer = named(recent.call.peer, text);
      return [
        <RecentRow
          key={recent.call.callId}
          recent={recent.call}
          times={recent.times}
          now={now.value}
          disabled={!props.canCall(recent.call.peer)}
          tabindex={tabindex}
          onCall={props.onCall}
        />,
        <RowOptions
          key="options"
          person={peer}
          tabindex={tabindex}
          onOptions={() => props.onOptions(peer, recent.call.callId)}
        />,
      ];
    };
    return () => {
      const { state, load } = recents;
      if (state.value === "loading") return null;
      if (state.value === "failed") {
        const again = { label: text.session.tryAgain, run: () => void load() };
        return <EmptyState icon="warning" title={text.recents.loadFailed} action={again} />;
      }
      if (keys.value.length === 0) {
        return <EmptyState icon="clock" title={text.recents.none} hint={text.recents.noneHint} />;
      }
      return (
        <WindowedList
          keys={keys.value}
          topic=""
          scroller={props.scroller}
          row={row}
          onEnd={loadOlder}
        />
      );
    };
  },
  {
    name: "RecentsList",
    props: { recents: null, canCall: null, scroller: null, onCall: null, onOptions: null },
  },
);
