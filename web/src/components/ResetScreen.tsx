import { defineComponent, h } from "vue";
import { lookAtReset, takeReset } from "../api/resets.ts";
import { lateText } from "../text/late-text.ts";
import { type FoundLink, LinkFrame, type LinkScreenProps } from "./LinkFrame.tsx";
import { NewPasswordForm } from "./NewPasswordForm.tsx";

/** Where a link for a new password leads. */
export const ResetScreen = defineComponent<LinkScreenProps>(
  (props) => {
    const look = async (): Promise<FoundLink> => {
      const { username } = await lookAtReset(props.api, props.token);
      return {
        kind: "good",
        title: () => lateText.reset.title,
        lead: () => lateText.reset.lead(username),
        form: (use) => (
          <NewPasswordForm
            username={username}
            onChoose={(password) => use(takeReset(props.api, props.token, password))}
          />
        ),
      };
    };
    return () => (
      <LinkFrame
        look={look}
        badLink={() => lateText.reset.badLink}
        onDone={props.onDone}
        onLeave={props.onLeave}
      />
    );
  },
  { name: "ResetScreen", props: { api: null, token: null, onDone: null, onLeave: null } },
);
