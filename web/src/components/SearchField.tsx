import { defineComponent, h, type Ref } from "vue";
import { text } from "../text/text.ts";
import { Icon } from "./Icon.tsx";

export interface SearchFieldProps {
  readonly query: Ref<string>;
  readonly field: Ref<HTMLInputElement | null>;
}

export const SearchField = defineComponent<SearchFieldProps>(
  (props) => () => (
    <div class="search">
      <Icon name="search" />
      <input
        ref={props.field}
        class="search__input"
        type="search"
        value={props.query.value}
        placeholder={text.people.search}
        aria-label={text.people.search}
        aria-keyshortcuts="Control+K"
        onInput={(event) => {
          if (event.target instanceof HTMLInputElement) props.query.value = event.target.value;
        }}
      />
      <kbd class="key" aria-hidden="true">{text.keys.search}</kbd>
    </div>
  ),
  { name: "SearchField", props: { query: null, field: null } },
);
