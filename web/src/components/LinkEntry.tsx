import { defineComponent, h, onMounted, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Me } from "../api/types.ts";
import { type LateDialogs, loadDialogs } from "../late/load-dialogs.ts";
import type { LatePart } from "../late/late-part.ts";
import { text } from "../text/text.ts";
import type { Link } from "./App.tsx";
import { NoServerCard } from "./NoServerCard.tsx";
import type { Surroundings } from "./PhoneScreen.tsx";

export interface LinkEntryProps {
  readonly surroundings: Surroundings;
  readonly api: DuetApi;
  readonly link: Link;
  readonly onDone: (user: Me) => void;
  readonly onLeave: () => void;
}

/** Where a link leads, to a new account or a new password. Few see that, and nobody twice: the screens come later. */
export const LinkEntry = defineComponent<LinkEntryProps>(
  ({ surroundings: { browser, language }, api, link, onDone, onLeave }) => {
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
          const { ResetScreen, WelcomeScreen } = late.value.part;
          const parts = { api, token: link.token, onDone, onLeave };
          return link.kind === "reset" ? <ResetScreen {...parts} /> : <WelcomeScreen {...parts} />;
        }
      }
    };
  },
  { name: "LinkEntry", props: { surroundings: null, api: null, link: null, onDone: null, onLeave: null } },
);
