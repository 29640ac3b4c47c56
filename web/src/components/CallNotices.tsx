import { type Child, defineComponent, h } from "vue";
import type { CallView } from "../call/call-model.ts";
import { plainName } from "../call/audio-device.ts";
import type { Call } from "../composables/useCall.ts";
import type { OutputState } from "../sounds/audio-outputs.ts";
import { text } from "../text/text.ts";
import { browserFamily, endingWords, type Message, troubleWords } from "../text/words.ts";
import { Icon } from "./Icon.tsx";
import { MicrophoneNews, MicrophoneNotice } from "./MicrophoneNotice.tsx";
import { Notice } from "./Notice.tsx";

export interface CallNoticesProps {
  readonly call: Call;
  readonly soundBlocked: boolean;
  readonly voiceBlocked: boolean;
  readonly speaker: OutputState;
}

/**
 * What is to be known beside the state: trouble first, each of which is announced by itself, then what helps, all of it in one
 * live region.
 */
export const CallNotices = defineComponent<CallNoticesProps>(
  (props) => {
    const calm = (title: string) => <p class="call-panel__hint">{title}</p>;
    /** It rings, and cannot be answered here. */
    const isVain = (view: CallView) => view.state === "ringing" && props.call.obstacle.value !== null;
    const trouble = (view: CallView): Message | null => {
      if (isVain(view)) return { title: text.call.impossibleToAnswer, detail: null };
      return view.trouble === null
        ? null
        : troubleWords(view.trouble, browserFamily(navigator.userAgent), text);
    };
    const hint = (view: CallView): Child => {
      switch (view.state) {
        case "idle": {
          const detail = view.ending === null ? null : endingWords(view.ending, text).detail;
          return detail === null ? null : calm(detail);
        }
        case "dialing":
        case "answering":
        case "continuing":
          return calm(text.call.permission(view.call.peer.name));
        case "calling":
        case "redialing":
          if (view.reach === "offline") return calm(text.call.offlineHint);
          return view.reach === "notified" ? calm(text.call.notifiedHint) : null;
        case "ringing":
          if (isVain(view)) return null;
          if (!view.peerSignaling) return calm(text.call.callerGone(view.call.peer.name));
          return props.soundBlocked ? calm(text.call.soundBlocked) : null;
        case "connected":
          if (!view.peerSignaling) return calm(text.call.peerSignalingGone(view.call.peer.name));
          return view.quality === null ? null : calm(text.call.quality[view.quality](view.call.peer.name));
        case "connecting":
        case "interrupted":
        case "reconnecting":
          return view.peerSignaling ? null : calm(text.call.peerUnreachable(view.call.peer.name));
        case "accepting":
        case "resuming":
        case "claiming":
          return null;
        default:
          return view satisfies never;
      }
    };
    return () => {
      const view = props.call.view.value;
      const { speaker } = props;
      const wrong = trouble(view);
      return (
        <div class="call-panel__notices">
          {wrong === null ? null : <Notice tone="trouble" message={wrong} />}
          {view.state === "idle" || !props.voiceBlocked ? null : (
            <Notice
              tone="trouble"
              message={{ title: text.call.voiceBlocked(view.call.peer.name), detail: null }}
            />
          )}
          {view.state === "idle"
            ? null
            : <MicrophoneNotice call={props.call} peerName={view.call.peer.name} />}
          <div class="call-panel__calm" aria-live="polite">
            {view.state === "idle"
              ? null
              : <MicrophoneNews call={props.call} peerName={view.call.peer.name} />}
            {view.state === "idle" || !view.peerMuted ? null : (
              <p class="call-panel__note">
                <Icon name="microphoneOff" />
                {text.call.peerMuted(view.call.peer.name)}
              </p>
            )}
            {view.state !== "connected" || speaker.kind === "system" || speaker.kind === "chosen"
              ? null
              : calm(text.call.otherSpeaker(plainName(speaker.device), view.call.peer.name))}
            {hint(view)}
          </div>
        </div>
      );
    };
  },
  {
    name: "CallNotices",
    props: { call: null, soundBlocked: null, voiceBlocked: null, speaker: null },
  },
);
