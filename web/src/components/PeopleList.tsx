import { defineComponent, h, type Ref, shallowRef } from "vue";
import { type People, search } from "../composables/usePeople.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { EmptyState } from "./EmptyState.tsx";
import { Icon } from "./Icon.tsx";
import { PersonRow } from "./PersonRow.tsx";

export interface PeopleListProps {
  readonly people: People;
  readonly canCall: (person: Person) => boolean;
  readonly searchField: Ref<HTMLInputElement | null>;
  readonly onCall: (person: Person) => void;
  readonly onInvite: () => void;
}

/** Everybody, and a field to find one of them. */
export const PeopleList = defineComponent<PeopleListProps>(
  (props) => {
    const query = shallowRef("");
    const list = () => {
      const { all, state, load } = props.people;
      if (state.value === "loading") return null;
      if (state.value === "failed") {
        const again = { label: text.session.tryAgain, run: () => void load() };
        return <EmptyState icon="warning" title={text.people.loadFailed} action={again} />;
      }
      if (all.value.length === 0) {
        const invite = { label: text.invite.open, run: props.onInvite };
        return (
          <EmptyState
            icon="people"
            title={text.people.nobody}
            hint={text.people.nobodyHint}
            action={invite}
          />
        );
      }
      const found = search(all.value, query.value);
      if (found.length === 0) return <EmptyState icon="search" title={text.people.notFound(query.value)} />;
      return (
        <ul class="list">
          {found.map((entry) => (
            <PersonRow
              key={entry.person.id}
              entry={entry}
              disabled={!props.canCall(entry.person)}
              onCall={() => props.onCall(entry.person)}
            />
          ))}
        </ul>
      );
    };
    return () => (
      <div class="directory__page">
        <div class="search">
          <Icon name="search" />
          <input
            ref={props.searchField}
            class="search__input"
            type="search"
            value={query.value}
            placeholder={text.people.search}
            aria-label={text.people.search}
            aria-keyshortcuts="Control+K"
            onInput={(event) => {
              if (event.target instanceof HTMLInputElement) query.value = event.target.value;
            }}
          />
          <kbd class="key" aria-hidden="true">{text.keys.search}</kbd>
        </div>
        {list()}
      </div>
    );
  },
  {
    name: "PeopleList",
    props: { people: null, canCall: null, searchField: null, onCall: null, onInvite: null },
  },
);
