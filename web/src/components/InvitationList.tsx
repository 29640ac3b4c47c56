import { defineComponent, h } from "vue";
import type { OpenInvitation } from "../api/types.ts";
import { systemClock } from "../call/clock.ts";
import type { AdministrationHere } from "../composables/useAdministration.ts";
import { useNames } from "../composables/useNames.ts";
import { lateText as text } from "../text/late-text.ts";
import { dateAndTime, relativeDay } from "../text/time.ts";
import { type Listed, ListPart } from "./ListPart.tsx";

export interface InvitationListProps {
  readonly invitations: readonly OpenInvitation[];
  readonly administration: AdministrationHere;
}

/** Links that nobody has taken up yet; each can be taken back. */
export const InvitationList = defineComponent<InvitationListProps>(
  (props) => {
    const names = useNames();
    const { change, isChanging } = props.administration;
    const row = ({ id, createdBy, createdAt, expiresAt }: OpenInvitation): Listed => {
      const { administration: words, locale } = text;
      const made = relativeDay(createdAt, systemClock.wallTime(), locale);
      const from = createdBy === null ? words.byOperator(made) : words.by(names.of(createdBy), made);
      const run = () => change((server) => server.revoke(id));
      return {
        key: id,
        words: from,
        note: text.invite.expires(dateAndTime(expiresAt, locale)),
        action: { label: words.revoke, name: words.revokeOne(from), run },
      };
    };
    const below = () =>
      props.invitations.length > 0 ? null : <p class="dialog__note">{text.administration.noInvitations}</p>;
    return () => (
      <ListPart
        title={text.administration.invitationsTitle}
        rows={props.invitations.map(row)}
        isBusy={isChanging.value}
        below={below}
      />
    );
  },
  { name: "InvitationList", props: { invitations: null, administration: null } },
);
