import { type Child, defineComponent, h } from "vue";
import { Logo } from "./Logo.tsx";

export interface EntryCardProps {
  readonly title: string;
  readonly lead: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** What stands below the lead: a form, say. */
  readonly content?: () => Child;
}

/** The frame of everything that comes before one is inside. */
export const EntryCard = defineComponent<EntryCardProps>(
  (props) => () => (
    <main class="entry">
      <section class="entry__card">
        <Logo />
        <h1 class="entry__title">{props.title}</h1>
        <p class="entry__lead">{props.lead}</p>
        {props.content?.() ?? null}
        {props.action === undefined
          ? null
          : (
            <button type="button" class="button button--primary" onClick={props.action.run}>
              {props.action.label}
            </button>
          )}
      </section>
    </main>
  ),
  { name: "EntryCard", props: { title: null, lead: null, action: null, content: null } },
);
