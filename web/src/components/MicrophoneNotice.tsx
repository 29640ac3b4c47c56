import { defineComponent, h } from "vue";
import type { Call } from "../composables/useCall.ts";
import { microphoneWords } from "../text/microphone-words.ts";
import { text } from "../text/text.ts";
import { browserFamily } from "../text/words.ts";
import { Icon } from "./Icon.tsx";
import { Notice } from "./Notice.tsx";

export interface MicrophoneNoticeProps {
  readonly call: Call;
  /** Who does not hear when it does not work. */
  readonly peerName: string;
}

/** What there is to tell about the microphone of a call: trouble and hints as a notice, news as a quiet line. */
export const MicrophoneNotice = defineComponent<MicrophoneNoticeProps>(
  (props) => {
    const { call } = props;
    const browser = browserFamily(navigator.userAgent);
    return () => {
      const news = microphoneWords(call.microphone.value, props.peerName, browser, text);
      if (news?.tone === "trouble") {
        const retry = { label: text.session.tryAgain, run: call.checkMicrophone };
        return <Notice tone="trouble" message={news} {...(news.mayRetry ? { action: retry } : {})} />;
      }
      const hint = call.voiceHint.value;
      if (hint !== null) {
        const unmute = { label: text.call.unmute, run: () => call.mute(false) };
        return (
          <Notice
            tone="trouble"
            message={text.voiceHint[hint](props.peerName)}
            {...(hint === "speakingWhileMuted" ? { action: unmute } : {})}
          />
        );
      }
      if (news === null) return null;
      return (
        <p class="call-panel__note">
          <Icon name="microphone" />
          {news.title}
        </p>
      );
    };
  },
  { name: "MicrophoneNotice", props: { call: null, peerName: null } },
);
