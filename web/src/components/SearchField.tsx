import { defineComponent, h, type Ref } from "vue";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";

export interface SearchFieldProps {
  readonly query: Ref<string>;
  /** The one that a shortcut leads to; absent where it does not. */
  readonly field?: Ref<HTMLInputElement | null>;
}

/** Where people are searched by name. */
export const SearchField = defineComponent<SearchFieldProps>(
  ({ query, field }) => () => (
    <div class="search">
      <Icon name="search" />
      <input
        {...(field ? { ref: field, "aria-keyshortcuts": "Control+K" } : {})}
        class="search__input"
        type="search"
        value={query.value}
        placeholder={text.people.search}
        aria-label={text.people.search}
        onInput={(event) => {
          if (event.target instanceof HTMLInputElement) query.value = event.target.value;
        }}
      />
      {field ? <kbd class="key" aria-hidden="true">{text.keys.search}</kbd> : null}
    </div>
  ),
  { name: "SearchField", props: { query: null, field: null } },
);
