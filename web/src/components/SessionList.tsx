import { defineComponent, Fragment, h } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { OpenSession } from "../api/types.ts";
import { systemClock } from "../call/clock.ts";
import { useOpenSessions } from "../composables/useOpenSessions.ts";
import { deviceWords } from "../text/device-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { dateAndTime, relativeDay } from "../text/time.ts";
import { type Listed, ListPart } from "./ListPart.tsx";

export interface SessionListProps {
  readonly api: DuetApi;
}

/** Where one is signed in; each can be signed out, but the one in which this is shown. */
export const SessionList = defineComponent<SessionListProps>(
  (props) => {
    const { known, failure, isChanging, hasEnded, end, endOthers } = useOpenSessions(props.api);
    const row = ({ id, isThis, userAgent, createdAt, lastSeenAt }: OpenSession): Listed => {
      const device = deviceWords(userAgent, text);
      const seen = relativeDay(lastSeenAt, systemClock.wallTime(), text.locale);
      const action = {
        label: text.account.signOutOne,
        name: text.account.signOut(device),
        run: () => end(id),
      };
      return {
        key: id,
        words: device,
        wordsTitle: userAgent ?? undefined,
        note: isThis ? text.account.here : text.account.lastSeen(seen),
        noteTitle: dateAndTime(createdAt, text.locale),
        action: isThis ? null : action,
      };
    };
    const state = () => {
      if (known.value === null) return failure.value === "" ? text.wait : "";
      return known.value.length < 2 ? text.account.nowhereElse : null;
    };
    const below = () => (
      <>
        {state() === null ? null : <p class="dialog__note">{state()}</p>}
        <p class="dialog__failure" aria-live="polite">
          {hasEnded.value && failure.value === "" ? text.account.signedOut : failure.value}
        </p>
      </>
    );
    return () => {
      const sessions = known.value ?? [];
      return (
        <ListPart
          title={text.account.sessionsTitle}
          rows={sessions.map(row)}
          action={sessions.length > 2 ? { label: text.account.signOutOthers, run: endOthers } : null}
          isBusy={isChanging.value}
          below={below}
        />
      );
    };
  },
  { name: "SessionList", props: { api: null } },
);
