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

/** What is wrong with the microphone of a call, and hints about it. */
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
      return null;
    };
  },
  { name: "MicrophoneNotice", props: { call: null, peerName: null } },
);

/** What is new about it where nothing is wrong, as a quiet line. */
export const MicrophoneNews = defineComponent<MicrophoneNoticeProps>(
  (props) => {
    const browser = browserFamily(navigator.userAgent);
    return () => {
      const { call, peerName } = props;
      const news = microphoneWords(call.microphone.value, peerName, browser, text);
      if (news === null || news.tone === "trouble" || call.voiceHint.value !== null) return null;
      return (
        <p class="call-panel__note">
          <Icon name="microphone" />
          {news.title}
        </p>
      );
    };
  },
  { name: "MicrophoneNews", props: { call: null, peerName: null } },
);
