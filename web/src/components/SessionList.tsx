import { defineComponent, Fragment, h, onMounted, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { OpenSession } from "../api/types.ts";
import { systemClock } from "../call/clock.ts";
import { useAttempt } from "../composables/useAttempt.ts";
import { deviceWords } from "../text/device-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { dateAndTime, relativeDay } from "../text/time.ts";

export interface SessionListProps {
  readonly api: DuetApi;
}

/** Where one is signed in; each can be signed out, but the one in which this is shown. */
export const SessionList = defineComponent<SessionListProps>(
  (props) => {
    const sessions = shallowRef<readonly OpenSession[] | null>(null);
    const { failure, attempt } = useAttempt();
    const load = async () => {
      sessions.value = await props.api.sessions();
    };
    const heading = shallowRef<HTMLHeadingElement | null>(null);
    const done = shallowRef(false);
    /** What holds then is asked for, also after a refusal: it may be gone already. The button goes, the focus stays. */
    const signOut = async (work: Promise<void>) => {
      done.value = await attempt(work);
      if (done.value) await attempt(load());
      else sessions.value = await props.api.sessions().catch(() => sessions.value);
      heading.value?.focus();
    };
    onMounted(() => void attempt(load()));
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
              onClick={() => void signOut(props.api.endSession(session.id))}
            >
              {text.account.signOutOne}
            </button>
          )}
        </li>
      );
    };
    const list = (known: readonly OpenSession[]) => (
      <>
        <ul class="sessions">{known.map(row)}</ul>
        {known.length > 2
          ? (
            <button
              type="button"
              class="button button--quiet"
              onClick={() => void signOut(props.api.endOtherSessions())}
            >
              {text.account.signOutOthers}
            </button>
          )
          : null}
        {known.length < 2 ? <p class="dialog__note">{text.account.nowhereElse}</p> : null}
      </>
    );
    return () => (
      <section class="form--part" aria-label={text.account.sessionsTitle}>
        <h3 ref={heading} class="dialog__part" tabindex={-1}>{text.account.sessionsTitle}</h3>
        {sessions.value === null
          ? <p class="dialog__note">{failure.value === "" ? text.wait : ""}</p>
          : list(sessions.value)}
        <p class="dialog__failure" aria-live="polite">
          {done.value && failure.value === "" ? text.account.signedOut : failure.value}
        </p>
      </section>
    );
  },
  { name: "SessionList", props: { api: null } },
);
