import { defineComponent, h, onMounted, watch } from "vue";
import type { Recents } from "../composables/useRecents.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { EmptyState } from "./EmptyState.tsx";
import { RecentRow } from "./RecentRow.tsx";

export interface RecentsListProps {
  readonly recents: Recents;
  readonly canCall: (person: Person) => boolean;
  readonly onCall: (person: Person) => void;
}

/** The calls of the past, newest first. To have them on the screen is to have seen them. */
export const RecentsList = defineComponent<RecentsListProps>(
  (props) => {
    onMounted(() => props.recents.markSeen());
    watch(() => props.recents.calls.value, () => props.recents.markSeen());
    return () => {
      const { calls, state, load } = props.recents;
      if (state.value === "loading") return null;
      if (state.value === "failed") {
        const again = { label: text.session.tryAgain, run: () => void load() };
        return <EmptyState icon="warning" title={text.recents.loadFailed} action={again} />;
      }
      if (calls.value.length === 0) {
        return <EmptyState icon="clock" title={text.recents.none} hint={text.recents.noneHint} />;
      }
      const now = Date.now();
      return (
        <ul class="list">
          {calls.value.map((recent) => (
            <RecentRow
              key={recent.callId}
              recent={recent}
              now={now}
              disabled={!props.canCall(recent.peer)}
              onCall={() => props.onCall(recent.peer)}
            />
          ))}
        </ul>
      );
    };
  },
  { name: "RecentsList", props: { recents: null, canCall: null, onCall: null } },
);
