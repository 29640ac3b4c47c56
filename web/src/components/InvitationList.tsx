import { defineComponent, h, shallowRef } from "vue";
import type { OpenInvitation } from "../api/types.ts";
import { systemClock } from "../call/clock.ts";
import type { AdministrationHere } from "../composables/useAdministration.ts";
import { lateText as text } from "../text/late-text.ts";
import { dateAndTime, relativeDay } from "../text/time.ts";

export interface InvitationListProps {
  readonly invitations: readonly OpenInvitation[];
  readonly change: AdministrationHere["change"];
}

/** Links that nobody has taken up yet; each can be taken back. */
export const InvitationList = defineComponent<InvitationListProps>(
  (props) => {
    const heading = shallowRef<HTMLHeadingElement | null>(null);
    /** The button that was pressed goes, and the focus must not go with it. */
    const revoke = async (id: string) => {
      if (await props.change((server) => server.revoke(id))) heading.value?.focus();
    };
    const row = ({ id, createdBy, createdAt, expiresAt }: OpenInvitation) => {
      const { administration: words, locale } = text;
      const made = relativeDay(createdAt, systemClock.wallTime(), locale);
      const from = createdBy === null ? words.byOperator(made) : words.by(createdBy.name, made);
      return (
        <li key={id} class="sessions__one">
          <span class="sessions__words">
            <span>{from}</span>
            <span class="sessions__note">{text.invite.expires(dateAndTime(expiresAt, locale))}</span>
          </span>
          <button
            type="button"
            class="button button--quiet"
            aria-label={words.revokeOne(from)}
            onClick={() => void revoke(id)}
          >
            {words.revoke}
          </button>
        </li>
      );
    };
    return () => (
      <section class="form--part" aria-label={text.administration.invitationsTitle}>
        <h3 ref={heading} class="dialog__part" tabindex={-1}>{text.administration.invitationsTitle}</h3>
        {props.invitations.length === 0
          ? <p class="dialog__note">{text.administration.noInvitations}</p>
          : <ul class="sessions">{props.invitations.map(row)}</ul>}
      </section>
    );
  },
  { name: "InvitationList", props: { invitations: null, change: null } },
);
