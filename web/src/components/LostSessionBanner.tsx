import { defineComponent, h } from "vue";
import type { LostSession } from "../api/api-error.ts";
import { text } from "../text/text.ts";
import { Notice } from "./Notice.tsx";

export interface LostSessionBannerProps {
  readonly lost: LostSession | null;
  readonly onSignIn: () => void;
}

/** In a call that has outlived its session: what that means, and the way back. */
export const LostSessionBanner = defineComponent<LostSessionBannerProps>(
  (props) => () => {
    switch (props.lost) {
      case null:
        return null;
      case "signed-out": {
        const action = { label: text.signIn.title, run: props.onSignIn };
        return <Notice tone="trouble" message={text.session.lostInCall} action={action} />;
      }
      case "other-user":
        return <Notice tone="trouble" message={text.session.otherUserInCall} />;
    }
  },
  { name: "LostSessionBanner", props: { lost: null, onSignIn: null } },
);
