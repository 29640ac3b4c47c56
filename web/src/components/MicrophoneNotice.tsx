import { defineComponent, h } from "vue";
import type { Call } from "../composables/useCall.ts";
import { microphoneWords } from "../text/microphone-words.ts";
import { text } from "../text/text.ts";
import { browserFamily } from "../text/words.ts";
import { Icon } from "./Icon.tsx";
import { Notice, type NoticeProps } from "./Notice.tsx";

export interface MicrophoneNoticeProps {
  readonly call: Call;
  /** Who does not hear when it does not work. */
  readonly peerName: string;
}

/** What is said: trouble comes before a hint, and a hint before news. */
function said({ call, peerName }: MicrophoneNoticeProps): NoticeProps | null {
  const news = microphoneWords(call.microphone.value, peerName, browserFamily(navigator.userAgent), text);
  if (news?.tone === "trouble") {
    const action = { label: text.session.tryAgain, run: call.checkMicrophone };
    return { tone: "trouble", message: news, ...(news.mayRetry ? { action } : {}) };
  }
  const hint = call.voiceHint.value;
  if (hint === null) return news === null ? null : { tone: "calm", message: news };
  const action = { label: text.call.unmute, run: () => call.mute(false) };
  const message = text.voiceHint[hint](peerName);
  return { tone: "trouble", message, ...(hint === "speakingWhileMuted" ? { action } : {}) };
}

/** What is wrong with the microphone of a call, and hints about it. */
export const MicrophoneNotice = defineComponent<MicrophoneNoticeProps>(
  (props) => () => {
    const notice = said(props);
    return notice?.tone === "trouble" ? <Notice {...notice} /> : null;
  },
  { name: "MicrophoneNotice", props: { call: null, peerName: null } },
);

/** What is new about it where nothing is wrong, as a quiet line. */
export const MicrophoneNews = defineComponent<MicrophoneNoticeProps>(
  (props) => () => {
    const news = said(props);
    if (news?.tone !== "calm") return null;
    return (
      <p class="call-panel__note">
        <Icon name="microphone" />
        {news.message.title}
      </p>
    );
  },
  { name: "MicrophoneNews", props: { call: null, peerName: null } },
);
