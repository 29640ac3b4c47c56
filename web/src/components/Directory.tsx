import { defineComponent, h, type Ref, type ShallowRef, shallowRef, useId } from "vue";
import type { People } from "../composables/usePeople.ts";
import type { Recents } from "../composables/useRecents.ts";
import type { PastPerson } from "../api/types.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { PeopleList } from "./PeopleList.tsx";
import { RecentsList } from "./RecentsList.tsx";

export type DirectoryPage = "people" | "recents";

export interface DirectoryProps {
  readonly page: ShallowRef<DirectoryPage>;
  readonly people: People;
  readonly recents: Recents;
  /** The ids of those who are blocked. */
  readonly blocked: ReadonlySet<string>;
  readonly canCall: (person: Person) => boolean;
  /** Is one in a call with them, on another device? */
  readonly talksElsewhere: (person: Person) => boolean;
  readonly searchField: Ref<HTMLInputElement | null>;
  readonly onCall: (person: Person) => void;
  /** `callId` where it was asked for beside a call. */
  readonly onOptions: (person: PastPerson, callId?: string) => void;
  readonly onInvite: () => void;
}

const PAGES: readonly DirectoryPage[] = ["people", "recents"];

/** Whom to call: everybody, or those one has talked to (WAI-ARIA tabs). */
export const Directory = defineComponent<DirectoryProps>(
  (props) => {
    const id = useId();
    const panel = shallowRef<HTMLDivElement | null>(null);
    const move = (event: KeyboardEvent) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      props.page.value = props.page.value === "people" ? "recents" : "people";
      document.getElementById(`${id}-${props.page.value}`)?.focus();
    };
    const tab = (page: DirectoryPage) => (
      <button
        key={page}
        type="button"
        class="tabs__tab"
        role="tab"
        id={`${id}-${page}`}
        aria-selected={props.page.value === page ? "true" : "false"}
        aria-controls={`${id}-panel`}
        tabindex={props.page.value === page ? 0 : -1}
        onClick={() => props.page.value = page}
        onKeydown={move}
      >
        {text[page].tab}
        {page === "recents" && props.recents.unseen.value > 0
          ? (
            <span class="badge" aria-label={text.recents.missed(props.recents.unseen.value)}>
              {props.recents.unseen.value}
            </span>
          )
          : null}
      </button>
    );
    return () => (
      <nav class="directory" aria-label={text.people.region}>
        <div class="tabs" role="tablist">{PAGES.map(tab)}</div>
        <div
          key={props.page.value}
          ref={panel}
          class="directory__panel"
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${props.page.value}`}
        >
          {props.page.value === "people"
            ? (
              <PeopleList
                people={props.people}
                blocked={props.blocked}
                canCall={props.canCall}
                talksElsewhere={props.talksElsewhere}
                searchField={props.searchField}
                scroller={panel}
                onCall={props.onCall}
                onOptions={props.onOptions}
                onInvite={props.onInvite}
              />
            )
            : (
              <RecentsList
                recents={props.recents}
                canCall={props.canCall}
                scroller={panel}
                onCall={props.onCall}
                onOptions={props.onOptions}
              />
            )}
        </div>
      </nav>
    );
  },
  {
    name: "Directory",
    props: {
      page: null,
      people: null,
      recents: null,
      blocked: null,
      canCall: null,
      talksElsewhere: null,
      searchField: null,
      onCall: null,
      onOptions: null,
      onInvite: null,
    },
  },
);
