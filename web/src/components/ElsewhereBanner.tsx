import { defineComponent, h } from "vue";
import type { CallView } from "../call/call-model.ts";
import { text } from "../text/text.ts";
import { Notice } from "./Notice.tsx";

export interface ElsewhereBannerProps {
  readonly view: CallView;
  /** Null where no call can be continued. */
  readonly onContinue: (() => void) | null;
}

/** Says that another device of this person has a call, and offers to continue it here. */
export const ElsewhereBanner = defineComponent<ElsewhereBannerProps>(
  (props) => () => {
    const { view } = props;
    if (view.state !== "idle" || view.elsewhere === null) return null;
    const { call: { peer }, isAnswered } = view.elsewhere;
    if (!isAnswered) {
      return <Notice tone="calm" message={{ title: text.call.callingElsewhere(peer.name), detail: null }} />;
    }
    return (
      <Notice
        tone="calm"
        message={{ title: text.call.elsewhere(peer.name), detail: null }}
        {...(props.onContinue === null
          ? {}
          : { action: { label: text.call.continueHere, run: props.onContinue } })}
      />
    );
  },
  { name: "ElsewhereBanner", props: { view: null, onContinue: null } },
);
