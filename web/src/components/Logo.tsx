import { defineComponent, h } from "vue";
import { text } from "../text/text.ts";

/** The mark and the name. */
export const Logo = defineComponent<object>(
  () => () => (
    <span class="logo">
      <svg class="logo__mark" viewBox="0 0 32 32" aria-hidden="true">
        <rect class="logo__ground" width={32} height={32} rx={9} />
        <circle class="logo__one" cx={12.5} cy={16} r={6.5} />
        <circle class="logo__two" cx={19.5} cy={16} r={6.5} />
      </svg>
      <span class="logo__name">{text.app.name}</span>
    </span>
  ),
  { name: "Logo", props: {} },
);
