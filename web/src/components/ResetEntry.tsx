import { defineComponent, h, onMounted, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Me } from "../api/types.ts";
import { type LateDialogs, loadDialogs } from "../late/load-dialogs.ts";
import type { LatePart } from "../late/late-part.ts";
import { text } from "../text/text.ts";
import { NoServerCard } from "./NoServerCard.tsx";
import type { Surroundings } from "./PhoneScreen.tsx";

export interface ResetEntryProps {
  readonly surroundings: Surroundings;
  readonly api: DuetApi;
  readonly token: string;
  readonly onDone: (user: Me) => void;
  readonly onLeave: () => void;
}

/** Where a link for a new password leads, which few ever see: the screen comes later. */
export const ResetEntry = defineComponent<ResetEntryProps>(
  ({ surroundings: { browser, language }, api, token, onDone, onLeave }) => {
    const late = shallowRef<LatePart<LateDialogs>>({ kind: "away" });
    const load = async () => {
      late.value = { kind: "loading" };
      try {
        late.value = { kind: "here", part: await loadDialogs(language, browser.warn) };
      } catch (error) {
        browser.warn("A part of the page could not be loaded.", String(error));
        late.value = { kind: "failed" };
      }
    };
    onMounted(() => void load());
    return () => {
      switch (late.value.kind) {
        case "away":
        case "loading":
          return <main class="entry" aria-busy="true" aria-label={text.wait} />;
        case "failed":
          return <NoServerCard why="unreachable" onTryAgain={() => void load()} />;
        case "here": {
          const { ResetScreen } = late.value.part;
          return <ResetScreen api={api} token={token} onDone={onDone} onLeave={onLeave} />;
        }
      }
    };
  },
  { name: "ResetEntry", props: { surroundings: null, api: null, token: null, onDone: null, onLeave: null } },
);
