import { computed, defineComponent, h, shallowRef } from "vue";
import type { ManagedAccount } from "../api/types.ts";
import { plainText, searchedWords } from "../people/plain-text.ts";
import { stateWords } from "../text/administration-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { ActionRow } from "./ActionRow.tsx";
import { BareName } from "./PersonName.tsx";
import { SearchField } from "./SearchField.tsx";

export interface ManagedPeopleProps {
  readonly accounts: readonly ManagedAccount[];
  readonly onChoose: (id: string) => void;
}

/** More rows than this nobody reads; the others are found by name. */
const ROWS = 50;
/** Fewer are seen at a glance. */
const SEARCHED_FROM = 9;

/** Everybody with an account; whom one presses can be changed. */
export const ManagedPeople = defineComponent<ManagedPeopleProps>(
  (props) => {
    const query = shallowRef("");
    const entries = computed(() =>
      props.accounts.map((account) => ({ account, words: searchedWords(account) }))
    );
    const found = computed(() => {
      const wanted = plainText(query.value);
      return entries.value.filter(({ words }) => words.includes(wanted)).map(({ account }) => account);
    });
    const row = (account: ManagedAccount) => {
      const { id, name, username } = account;
      const { manage, manageOne } = text.administration;
      return (
        <ActionRow
          key={id}
          words={<BareName name={name} />}
          note={stateWords(account, text)}
          action={{ label: manage, name: manageOne(name, username), run: () => props.onChoose(id) }}
        />
      );
    };
    const news = () => {
      const { length } = found.value;
      if (length === 0) return text.people.notFound(query.value);
      if (length > ROWS) return text.administration.more(length - ROWS);
      return query.value.trim() === "" ? "" : text.people.found(length);
    };
    return () => (
      <section class="form--part" aria-label={text.people.tab}>
        <h3 class="dialog__part" tabindex={-1}>{text.people.tab}</h3>
        {props.accounts.length < SEARCHED_FROM ? null : <SearchField query={query} />}
        <ul class="sessions">{found.value.slice(0, ROWS).map(row)}</ul>
        <p class="dialog__failure" aria-live="polite">{news()}</p>
      </section>
    );
  },
  { name: "ManagedPeople", props: { accounts: null, onChoose: null } },
);
