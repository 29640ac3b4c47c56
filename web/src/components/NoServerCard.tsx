import { defineComponent, h } from "vue";
import { text } from "../text/text.ts";
import { EntryCard } from "./EntryCard.tsx";

export interface NoServerCardProps {
  /** Intercepted: something on the way answers in the server's place. */
  readonly why: "unreachable" | "intercepted";
  readonly onTryAgain: () => void;
}

/** Stands in place of everything that only the server could tell, and says what helps. */
export const NoServerCard = defineComponent<NoServerCardProps>(
  (props) => () => {
    switch (props.why) {
      case "unreachable":
        return (
          <EntryCard
            title={text.session.unreachableTitle}
            lead={text.session.unreachable}
            action={{ label: text.session.tryAgain, run: props.onTryAgain }}
          />
        );
      case "intercepted": // another question would get the same answer
        return (
          <EntryCard
            title={text.intercepted.title}
            lead={text.intercepted.detail}
            action={{ label: text.update.again, run: () => location.reload() }}
          />
        );
    }
  },
  { name: "NoServerCard", props: { why: null, onTryAgain: null } },
);
