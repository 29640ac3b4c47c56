import { defineComponent, Fragment, h, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { OpenSession } from "../api/types.ts";
import { systemClock } from "../call/clock.ts";
import { useOpenSessions } from "../composables/useOpenSessions.ts";
import { deviceWords } from "../text/device-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { dateAndTime, relativeDay } from "../text/time.ts";

export interface SessionListProps {
  readonly api: DuetApi;
}

/** Where one is signed in; each can be signed out, but the one in which this is shown. */
export const SessionList = defineComponent<SessionListProps>(
  (props) => {
    const { known, failure, hasEnded, end, endOthers } = useOpenSessions(props.api);
    const heading = shallowRef<HTMLHeadingElement | null>(null);
    /** The button that was pressed goes, and the focus must not go with it. */
    const signOut = async (ended: Promise<void>) => {
      await ended;
      heading.value?.focus();
    };
    const row = (session: OpenSession) => {
      const device = deviceWords(session.userAgent, text);
      const seen = relativeDay(session.lastSeenAt, systemClock.wallTime(), text.locale);
      return (
        <li key={session.id} class="sessions__one">
          <span class="sessions__words">
            <span class="sessions__device" title={session.userAgent ?? undefined}>{device}</span>
            <span class="sessions__note" title={dateAndTime(session.createdAt, text.locale)}>
              {session.isThis ? text.account.here : text.account.lastSeen(seen)}
            </span>
          </span>
          {session.isThis ? null : (
            <button
              type="button"
              class="button button--quiet"
              aria-label={text.account.signOut(device)}
              onClick={() => void signOut(end(session.id))}
            >
              {text.account.signOutOne}
            </button>
          )}
        </li>
      );
    };
    const list = (sessions: readonly OpenSession[]) => (
      <>
        <ul class="sessions">{sessions.map(row)}</ul>
        {sessions.length > 2
          ? (
            <button
              type="button"
              class="button button--quiet"
              onClick={() => void signOut(endOthers())}
            >
              {text.account.signOutOthers}
            </button>
          )
          : null}
        {sessions.length < 2 ? <p class="dialog__note">{text.account.nowhereElse}</p> : null}
      </>
    );
    return () => (
      <section class="form--part" aria-label={text.account.sessionsTitle}>
        <h3 ref={heading} class="dialog__part" tabindex={-1}>{text.account.sessionsTitle}</h3>
        {known.value === null
          ? <p class="dialog__note">{failure.value === "" ? text.wait : ""}</p>
          : list(known.value)}
        <p class="dialog__failure" aria-live="polite">
          {hasEnded.value ? text.account.signedOut : failure.value}
        </p>
      </section>
    );
  },
  { name: "SessionList", props: { api: null } },
);
