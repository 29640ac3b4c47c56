import { defineComponent, h, onMounted } from "vue";
import type { Me } from "../api/types.ts";
import { useDialogs } from "../composables/useDialogs.ts";
import { text } from "../text/text.ts";
import type { Link } from "./App.tsx";
import { EntryCard } from "./EntryCard.tsx";
import type { Surroundings } from "./PhoneScreen.tsx";

export interface LinkEntryProps {
  readonly surroundings: Surroundings;
  readonly link: Link;
  readonly onDone: (user: Me) => void;
  readonly onLeave: () => void;
}

/** Where a link leads, to a new account or a new password. Few see that, and nobody twice: the screens come later. */
export const LinkEntry = defineComponent<LinkEntryProps>(
  ({ surroundings: { api, browser, language }, link, onDone, onLeave }) => {
    const dialogs = useDialogs(browser, language);
    onMounted(dialogs.load);
    return () => {
      const late = dialogs.state.value;
      switch (late.kind) {
        case "away":
        case "loading":
          return <main class="entry" aria-busy="true" aria-label={text.wait} />;
        case "failed":
          return (
            <EntryCard
              title={text.late.failedTitle}
              lead={text.late.failed}
              action={{ label: text.update.again, run: () => location.reload() }}
            />
          );
        case "here": {
          const { ResetScreen, WelcomeScreen } = late.part;
          const parts = { api, token: link.token, onDone, onLeave };
          return link.kind === "reset" ? <ResetScreen {...parts} /> : <WelcomeScreen {...parts} />;
        }
      }
    };
  },
  { name: "LinkEntry", props: { surroundings: null, link: null, onDone: null, onLeave: null } },
);
