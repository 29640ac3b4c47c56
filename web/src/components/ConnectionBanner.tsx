import { defineComponent, h, onBeforeUnmount, shallowRef, watch } from "vue";
import { systemClock } from "../call/clock.ts";
import type { ConnectionState } from "../call/signal-socket.ts";
import type { DeviceState } from "../contract.ts";
import { text } from "../text/text.ts";
import type { Message } from "../text/words.ts";
import { Notice } from "./Notice.tsx";

export interface ConnectionBannerProps {
  readonly state: ConnectionState;
  /** Where the call stands. While one is under way the page is not to be loaded again. */
  readonly call: DeviceState;
  readonly onConnect: () => void;
  /** Loads the page again. */
  readonly onReload: () => void;
}

/** A connection that comes back within this time (milliseconds) was not worth a word. */
const WORTH_A_WORD = 1_500;

function lostWords({ state, call }: ConnectionBannerProps): Message {
  if (call === "connected") return { title: text.connection.lostInCall, detail: null };
  return state === "shut-out" ? text.connection.shutOut : { title: text.connection.lost, detail: null };
}

/** Says that the connection to the server is gone, and what that means now. */
export const ConnectionBanner = defineComponent<ConnectionBannerProps>(
  (props) => {
    const overdue = shallowRef(false);
    let cancel: () => void = () => {};
    watch(() => props.state === "open", (open) => {
      cancel();
      overdue.value = false;
      if (!open) cancel = systemClock.after(WORTH_A_WORD, () => overdue.value = true);
    }, { immediate: true });
    onBeforeUnmount(() => cancel());
    return () => {
      if (props.state === "replaced") {
        const action = { label: text.connection.useHere, run: props.onConnect };
        return (
          <Notice
            tone="trouble"
            message={{ title: text.connection.replaced, detail: null }}
            action={action}
          />
        );
      }
      if (props.state === "signed-out" || props.state === "other-user") return null; // said in words of its own
      // It is not being tried; what helps is said elsewhere.
      if (!overdue.value || (props.state === "misunderstood" && props.call !== "connected")) return null;
      if (props.state === "intercepted" && props.call === "idle") {
        const action = { label: text.update.again, run: props.onReload };
        return <Notice tone="trouble" message={text.intercepted} action={action} />;
      }
      return <Notice tone="trouble" message={lostWords(props)} />;
    };
  },
  {
    name: "ConnectionBanner",
    props: { state: null, call: null, onConnect: null, onReload: null },
  },
);
