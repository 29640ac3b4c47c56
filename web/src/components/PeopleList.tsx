import { computed, defineComponent, h, type ReadonlyRef, type Ref, shallowRef } from "vue";
import { useOrderHold } from "../composables/useOrderHold.ts";
import type { People } from "../composables/usePeople.ts";
import type { Person } from "../contract.ts";
import { ShownOrder } from "../people/shown-order.ts";
import { text } from "../text/text.ts";
import { EmptyState } from "./EmptyState.tsx";
import { PersonRow } from "./PersonRow.tsx";
import { RowOptions } from "./RowOptions.tsx";
import { SearchField } from "./SearchField.tsx";
import { WindowedList } from "./WindowedList.tsx";

export interface PeopleListProps {
  readonly people: People;
  /** The ids of those who are blocked. */
  readonly blocked: ReadonlySet<string>;
  readonly canCall: (person: Person) => boolean;
  /** Is one in a call with them, on another device? */
  readonly talksElsewhere: (person: Person) => boolean;
  readonly searchField: Ref<HTMLInputElement | null>;
  readonly scroller: ReadonlyRef<HTMLElement | null>;
  readonly onCall: (person: Person) => void;
  readonly onOptions: (person: Person) => void;
  readonly onInvite: () => void;
}

/** Everybody, and a field to find one of them. */
export const PeopleList = defineComponent<PeopleListProps>(
  (props) => {
    const query = shallowRef("");
    const { isHeld, scrolled, listeners } = useOrderHold();
    const order = new ShownOrder();
    const shown = computed(() => {
      const view = props.people.view.value;
      return view.kind === "loaded" ? order.of(view.roster, query.value, isHeld.value) : [];
    });
    const keys = computed(() => shown.value.map(({ id }) => id));
    const row = (place: number, tabindex: 0 | -1) => {
      const person = shown.value[place];
      return person === undefined ? null : [
        <PersonRow
          key={person.id}
          person={person}
          online={props.people.isOnline(person.id)}
          disabled={!props.canCall(person)}
          tabindex={tabindex}
          blocked={props.blocked.has(person.id)}
          talksElsewhere={props.talksElsewhere(person)}
          onCall={props.onCall}
        />,
        <RowOptions key="options" person={person} tabindex={tabindex} onOptions={props.onOptions} />,
      ];
    };
    const list = () => {
      const view = props.people.view.value;
      switch (view.kind) {
        case "loading":
          return <p class="directory__wait">{text.wait}</p>;
        case "failed": {
          const again = { label: text.session.tryAgain, run: props.people.tryAgain };
          return <EmptyState icon="warning" title={text.people.loadFailed} action={again} />;
        }
        case "loaded":
          break;
      }
      if (view.roster.size === 0) {
        const invite = { label: text.invite.title, run: props.onInvite };
        return (
          <EmptyState
            icon="people"
            title={text.people.nobody}
            hint={text.people.nobodyHint}
            action={invite}
          />
        );
      }
      if (keys.value.length === 0) {
        return <EmptyState icon="search" title={text.people.notFound(query.value)} />;
      }
      return (
        <div {...listeners}>
          <WindowedList
            keys={keys.value}
            topic={query.value}
            scroller={props.scroller}
            row={row}
            onScrolled={scrolled}
          />
        </div>
      );
    };
    return () => (
      <div class="directory__page">
        <SearchField query={query} field={props.searchField} />
        <p class="unseen" aria-live="polite">
          {query.value.trim() === "" ? "" : text.people.found(keys.value.length)}
        </p>
        {list()}
      </div>
    );
  },
  {
    name: "PeopleList",
    props: {
      people: null,
      blocked: null,
      canCall: null,
      talksElsewhere: null,
      searchField: null,
      scroller: null,
      onCall: null,
      onOptions: null,
      onInvite: null,
    },
  },
);
