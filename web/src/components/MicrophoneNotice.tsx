import { defineComponent, h } from "vue";
import type { MicrophoneState } from "../call/microphone-state.ts";
import { microphoneWords } from "../text/microphone-words.ts";
import { text } from "../text/text.ts";
import { browserFamily } from "../text/words.ts";
import { Icon } from "./Icon.tsx";
import { Notice } from "./Notice.tsx";

export interface MicrophoneNoticeProps {
  readonly state: MicrophoneState;
  /** Who does not hear when it does not work. */
  readonly peerName: string;
  readonly onCheck: () => void;
}

/** What there is to tell about the microphone of a call: trouble as a notice, news as a quiet line. */
export const MicrophoneNotice = defineComponent<MicrophoneNoticeProps>(
  (props) => {
    const browser = browserFamily(navigator.userAgent);
    return () => {
      const news = microphoneWords(props.state, props.peerName, browser, text);
      if (news === null) return null;
      if (news.tone === "calm") {
        return (
          <p class="call-panel__note">
            <Icon name="microphone" />
            {news.title}
          </p>
        );
      }
      const retry = { label: text.session.tryAgain, run: props.onCheck };
      return <Notice tone="trouble" message={news} {...(news.mayRetry ? { action: retry } : {})} />;
    };
  },
  { name: "MicrophoneNotice", props: { state: null, peerName: null, onCheck: null } },
);
