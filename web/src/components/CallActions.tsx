import { defineComponent, h } from "vue";
import type { Call } from "../composables/useCall.ts";
import { isOfThePath } from "../call/ending.ts";
import { text } from "../text/text.ts";
import { RoundButton } from "./RoundButton.tsx";

export interface CallActionsProps {
  readonly call: Call;
  readonly onCheckConnection: () => void;
}

/** What can be done now. Accept and decline stand far apart, so that a thumb cannot mistake them. */
export const CallActions = defineComponent<CallActionsProps>(
  (props) => {
    const { call } = props;
    const incoming = () => (
      <div class={["actions", call.obstacle.value === null ? "actions--apart" : ""]}>
        <RoundButton
          key="decline"
          label={text.call.decline}
          icon="hangUp"
          look="refuse"
          keys={text.keys.decline}
          shortcut="Control+Backspace"
          onPress={call.decline}
        />
        {call.obstacle.value !== null ? null : (
          <RoundButton
            key="accept"
            label={text.call.accept}
            icon="call"
            look="accept"
            keys={text.keys.accept}
            shortcut="Control+Enter"
            onPress={call.accept}
          />
        )}
      </div>
    );
    const talking = (muted: boolean) => (
      <div class="actions">
        <RoundButton
          key="mute"
          label={muted ? text.call.unmute : text.call.mute}
          icon={muted ? "microphoneOff" : "microphone"}
          look={muted ? "on" : "plain"}
          keys={text.keys.mute}
          shortcut="Control+M"
          onPress={call.toggleMute}
        />
        {hangUp()}
      </div>
    );
    const hangUp = () => (
      <RoundButton
        key="hang-up"
        label={text.call.hangUp}
        icon="hangUp"
        look="refuse"
        keys={text.keys.hangUp}
        shortcut="Control+Backspace"
        onPress={call.hangUp}
      />
    );
    const ended = () => {
      const view = call.view.value;
      const peer = view.state === "idle" ? view.peer : null;
      const nobodyRang = view.state === "idle" && view.ending === null;
      const goesOn = view.state === "idle" && view.elsewhere !== null;
      return (
        <div class="actions actions--flat">
          <button type="button" class="button button--quiet" onClick={call.dismiss}>
            {text.call.dismiss}
          </button>
          {peer === null || goesOn || call.obstacle.value !== null
            ? null
            : (
              <button type="button" class="button button--primary" onClick={() => call.place(peer)}>
                {nobodyRang ? text.session.tryAgain : text.call.again}
              </button>
            )}
          {view.state === "idle" && view.ending !== null && isOfThePath(view.ending.reason)
            ? (
              <button type="button" class="button button--quiet" onClick={() => props.onCheckConnection()}>
                {text.check.title}
              </button>
            )
            : null}
        </div>
      );
    };
    return () => {
      const view = call.view.value;
      switch (view.state) {
        case "idle":
          return view.ending === null && view.trouble === null ? null : ended();
        case "ringing":
          return incoming();
        case "dialing":
        case "answering":
        case "accepting":
        case "resuming":
        case "continuing":
        case "claiming":
          return <div class="actions">{hangUp()}</div>;
        case "calling":
        case "redialing":
        case "connecting":
        case "connected":
        case "interrupted":
        case "reconnecting":
          return talking(view.muted);
        default:
          return view satisfies never;
      }
    };
  },
  { name: "CallActions", props: { call: null, onCheckConnection: null } },
);
