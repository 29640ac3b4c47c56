import { defineComponent, h, nextTick, shallowRef, type VNode, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import { trackOf } from "../call/microphone-state.ts";
import type { Call } from "../composables/useCall.ts";
import type { OutputState } from "../sounds/audio-outputs.ts";
import { text } from "../text/text.ts";
import { hueOf } from "./Avatar.tsx";
import { CallActions } from "./CallActions.tsx";
import { CallNotices } from "./CallNotices.tsx";
import { CallStatus } from "./CallStatus.tsx";
import { Icon } from "./Icon.tsx";
import { Logo } from "./Logo.tsx";
import { MicrophonePicker } from "./MicrophonePicker.tsx";
import { PeerPortrait } from "./PeerPortrait.tsx";
import { PersonName } from "./PersonName.tsx";

export interface CallPanelProps {
  readonly call: Call;
  /** Does the browser want a gesture before it lets the ring, or the peer's voice, sound? */
  readonly soundBlocked: boolean;
  readonly voiceBlocked: boolean;
  /** Where the peer's voice sounds. */
  readonly speaker: OutputState;
  readonly onCheckConnection: () => void;
  /** Shows the details of the call that is shown; null where there is none. */
  readonly onDetails: (() => void) | null;
}

type Phase = "quiet" | "ended" | "call";

/** Nobody can press it any more: it is gone, is off, or is covered by the call. */
function isLost(focused: Element): boolean {
  return focused === document.body || focused.matches(":disabled") ||
    getComputedStyle(focused).visibility === "hidden";
}

/** Where the call happens. On a small screen it fills the screen, or makes room for the list (`compact`). */
export const CallPanel = defineComponent<CallPanelProps>(
  (props) => {
    const { call } = props;
    const compact = shallowRef(false);
    const phaseOf = (): Phase => {
      const view = call.view.value;
      if (view.state !== "idle") return "call";
      return view.ending === null && view.trouble === null ? "quiet" : "ended";
    };
    watch(phaseOf, () => compact.value = false);
    // Buttons come and go with the state and with what is told; the focus must not go with them.
    const panel = shallowRef<HTMLElement | null>(null);
    const keepFocus = async () => {
      if (document.activeElement === document.body) return;
      await nextTick();
      const focused = document.activeElement;
      if (focused === null || isLost(focused)) panel.value?.focus();
    };
    watch(() => call.view.value.state, keepFocus);
    watch(call.voiceHint, keepFocus);
    watch(() => call.microphone.value.kind, keepFocus);
    const peer = () => {
      const view = call.view.value;
      return view.state === "idle" ? view.peer : view.call.peer;
    };
    return () => {
      const view = call.view.value;
      const phase = phaseOf();
      const person = peer();
      const heard = phase === "call" && trackOf(call.microphone.value) !== null;
      return (
        <main
          ref={panel}
          tabindex={-1}
          class={[
            "call-panel",
            `call-panel--${phase}`,
            compact.value ? "call-panel--compact" : "",
            person === null ? "" : hueOf(person),
          ]}
          aria-label={text.call.region}
        >
          {phase === "call"
            ? (
              <button
                type="button"
                class="icon-button call-panel__fold"
                aria-label={compact.value ? text.call.expand : text.call.minimise}
                onClick={() => compact.value = !compact.value}
              >
                <Icon name={compact.value ? "down" : "people"} />
              </button>
            )
            : null}
          {props.onDetails === null ? null : (
            <button
              type="button"
              class="icon-button call-panel__details"
              aria-label={text.call.details}
              title={text.call.details}
              aria-haspopup="dialog"
              onClick={props.onDetails}
            >
              <Icon name="pulse" />
            </button>
          )}
          <div class="call-panel__middle">
            {person === null ? null : (
              <PeerPortrait
                key={person.id}
                person={person}
                rings={view.state === "ringing" || view.state === "calling"}
                call={call}
              />
            )}
            {phase === "quiet"
              ? (
                <div class="call-panel__quiet">
                  <Logo />
                </div>
              )
              : null}
            <div class="call-panel__words">
              {person === null ? null : (
                <h2 class="call-panel__name">
                  <PersonName person={person} />
                </h2>
              )}
              <CallStatus view={view} />
              {phase === "quiet" ? invitation(view, call.obstacle.value !== null) : null}
            </div>
            <CallNotices
              call={call}
              soundBlocked={props.soundBlocked}
              voiceBlocked={props.voiceBlocked}
              speaker={props.speaker}
            />
          </div>
          <div class="call-panel__foot">
            <CallActions call={call} onCheckConnection={props.onCheckConnection} />
            {heard ? <MicrophonePicker call={call} /> : null}
          </div>
        </main>
      );
    };
  },
  {
    name: "CallPanel",
    props: {
      call: null,
      soundBlocked: null,
      voiceBlocked: null,
      speaker: null,
      onCheckConnection: null,
      onDetails: null,
    },
  },
);

/** What can be done where no call is: somebody can be called, unless one has a call on another device. */
function invitation(view: CallView, isImpossible: boolean): VNode[] {
  if (isImpossible) return [<p key="title" class="call-panel__choose">{text.call.impossible}</p>];
  const [title, hint] = view.state === "idle" && view.elsewhere !== null
    ? [text.call.oneAtATime, text.call.oneAtATimeHint(view.elsewhere.isAnswered)]
    : [text.call.choose, text.call.chooseHint];
  return [
    <p key="title" class="call-panel__choose">{title}</p>,
    <p key="hint" class="call-panel__hint">{hint}</p>,
  ];
}
