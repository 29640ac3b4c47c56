import { defineComponent, h } from "vue";
import type { ArrivalState } from "../notify/arrival-machine.ts";
import { arrivalWords } from "../text/arrival-words.ts";
import { text } from "../text/text.ts";
import { Notice } from "./Notice.tsx";

export interface ArrivalNoticeProps {
  readonly arrival: ArrivalState;
  readonly onDismiss: () => void;
}

/** To whoever has pressed a notification: the call is being looked for, or what has become of it. */
export const ArrivalNotice = defineComponent<ArrivalNoticeProps>(
  (props) => () => {
    const { arrival } = props;
    switch (arrival.kind) {
      case "nowhere":
        return null;
      case "waiting":
      case "asking":
        return <Notice tone="calm" message={{ title: text.arrival.opening, detail: null }} />;
      case "told":
        return (
          <Notice
            tone="calm"
            message={arrivalWords(arrival.call, text)}
            action={{ label: text.call.dismiss, run: props.onDismiss }}
          />
        );
    }
  },
  { name: "ArrivalNotice", props: { arrival: null, onDismiss: null } },
);
