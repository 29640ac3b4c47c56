import { computed, defineComponent, h, shallowRef } from "vue";
import type { ManagedAccount } from "../api/types.ts";
import { plainText } from "../people/plain-text.ts";
import { lateText as text } from "../text/late-text.ts";
import { stateWords } from "../text/administration-words.ts";

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
    const found = computed(() => {
      const wanted = plainText(query.value);
      return props.accounts.filter(({ name, username }) =>
        plainText(`${name}\n${username}`).includes(wanted)
      );
    });
    const row = (account: ManagedAccount) => (
      <li key={account.id} class="sessions__one">
        <span class="sessions__words">
          <span>{account.name}</span>
          <span class="sessions__note">{stateWords(account, text)}</span>
        </span>
        <button
          type="button"
          class="button button--quiet"
          aria-label={text.administration.manageOne(account.name, account.username)}
          onClick={() => props.onChoose(account.id)}
        >
          {text.administration.manage}
        </button>
      </li>
    );
    return () => (
      <section class="form--part" aria-label={text.people.tab}>
        <h3 class="dialog__part" tabindex={-1}>{text.people.tab}</h3>
        {props.accounts.length < SEARCHED_FROM ? null : (
          <p class="dialog__row">
            <input
              class="field__input"
              type="search"
              value={query.value}
              placeholder={text.people.search}
              aria-label={text.people.search}
              onInput={(event) => {
                if (event.target instanceof HTMLInputElement) query.value = event.target.value;
              }}
            />
          </p>
        )}
        <ul class="sessions">{found.value.slice(0, ROWS).map(row)}</ul>
        <p class="dialog__failure" aria-live="polite">
          {found.value.length > ROWS
            ? text.administration.more(found.value.length - ROWS)
            : found.value.length === 0
            ? text.people.notFound(query.value)
            : ""}
        </p>
      </section>
    );
  },
  { name: "ManagedPeople", props: { accounts: null, onChoose: null } },
);
