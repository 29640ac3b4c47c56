import { defineComponent, h } from "vue";
import { lookAtInvitation, takeUp } from "../api/invitations.ts";
import { UNKNOWN } from "../decoding/decoder.ts";
import { lateText } from "../text/late-text.ts";
import { type FoundLink, LinkFrame, type LinkScreenProps } from "./LinkFrame.tsx";
import { NewAccountForm } from "./NewAccountForm.tsx";

/** Where a set-up or invitation link leads: to a new account. */
export const WelcomeScreen = defineComponent<LinkScreenProps>(
  (props) => {
    const look = async (): Promise<FoundLink> => {
      const { kind } = await lookAtInvitation(props.api, props.token);
      if (kind === UNKNOWN) return { kind: "bad", why: () => lateText.welcome.unknownLink };
      const isFirst = kind === "setup";
      return {
        kind: "good",
        title: () => isFirst ? lateText.welcome.setupTitle : lateText.welcome.invitationTitle,
        lead: () => isFirst ? lateText.welcome.setupLead : lateText.welcome.invitationLead,
        form: (use) => (
          <NewAccountForm
            onCreate={(account) => use(takeUp(props.api, props.token, account))}
          />
        ),
      };
    };
    return () => (
      <LinkFrame
        look={look}
        badLink={() => lateText.welcome.badLink}
        onDone={props.onDone}
        onLeave={props.onLeave}
      />
    );
  },
  { name: "WelcomeScreen", props: { api: null, token: null, onDone: null, onLeave: null } },
);
