import { defineComponent, h } from "vue";

/** Drawn on a field of 24 × 24, as outlines unless filled. */
const OUTLINES = {
  microphone: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  microphoneOff: "M15 9V6a3 3 0 0 0-5.8-1M9 9v2a3 3 0 0 0 4.6 2.5M5.5 11a6.5 6.5 0 0 0 10.3 5.3" +
    "M18.5 11a6.4 6.4 0 0 1-.6 2.7M12 17.5V21M4 4l16 16",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5 20 20",
  people: "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 5.3a3.5 3.5 0 0 1 0 6.4" +
    "M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20.5a7.5 7.5 0 0 1 15 0",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 7.5V12l3 2",
  invite: "M9.5 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM3 20a6.5 6.5 0 0 1 13 0M19 8v6M16 11h6",
  settings: "M4 7h8M16.5 7H20M4 17h3.5M12 17h8M14.2 4.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z" +
    "M9.8 14.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z",
  signOut: "M14 4.5H6.5a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1H14M10.5 12H20M16.5 8.5 20 12l-3.5 3.5",
  moon: "M19.8 14.4A8.3 8.3 0 0 1 9.6 4.2a8.3 8.3 0 1 0 10.2 10.2Z",
  incoming: "M18 6 7 17M7 9v8h8",
  outgoing: "M6 18 17 7M9 7h8v8",
  down: "m6 9.5 6 6 6-6",
  more: "M5.5 11.4a.6.6 0 1 1 0 1.2.6.6 0 0 1 0-1.2ZM12 11.4a.6.6 0 1 1 0 1.2.6.6 0 0 1 0-1.2Z" +
    "M18.5 11.4a.6.6 0 1 1 0 1.2.6.6 0 0 1 0-1.2Z",
  close: "m6 6 12 12M18 6 6 18",
  copy: "M9 9h9.5a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1Z" +
    "M4.5 15.5a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1",
  pulse: "M2.5 12.5h4l3-8 5 15 3-7h4",
  dots: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  circle: "M12 4a8 8 0 1 1-8 8",
  dash: "M6 12h12",
  check: "m5 12.5 4.5 4.5L19 7.5",
  warning: "M12 4 2.8 19.5h18.4L12 4ZM12 10v4M12 16.8v.2",
} as const;

const HANDSET = "M7.4 3.3 4.9 3.9A2.2 2.2 0 0 0 3.2 6.3 17 17 0 0 0 17.7 20.8a2.2 2.2 0 0 0 2.4-1.7l.6-2.5" +
  "a1.8 1.8 0 0 0-1-2.1l-3.2-1.4a1.8 1.8 0 0 0-2.1.5l-1.1 1.4a12.6 12.6 0 0 1-4.3-4.3l1.4-1.1" +
  "a1.8 1.8 0 0 0 .5-2.1L9.5 4.3a1.8 1.8 0 0 0-2.1-1Z";

export type IconName = keyof typeof OUTLINES | "call" | "hangUp";

/** A picture beside words, or in a button that has a name of its own: never read aloud. */
export const Icon = defineComponent<{ name: IconName }>(
  (props) => () => {
    const { name } = props;
    if (name === "call" || name === "hangUp") {
      return (
        <svg class={["icon", name === "hangUp" ? "icon--turned" : ""]} viewBox="0 0 24 24" aria-hidden="true">
          <path d={HANDSET} fill="currentColor" />
        </svg>
      );
    }
    return (
      <svg class="icon icon--outline" viewBox="0 0 24 24" aria-hidden="true">
        <path d={OUTLINES[name]} />
      </svg>
    );
  },
  { name: "Icon", props: { name: null } },
);
