import { defineComponent, Fragment, h } from "vue";
import type { InvitationLink } from "../api/types.ts";
import { useCopying } from "../composables/useCopying.ts";
import { lateText as text } from "../text/late-text.ts";
import { dateAndTime } from "../text/time.ts";
import { Icon } from "./Icon.tsx";

export interface LinkFieldProps {
  readonly link: InvitationLink;
  readonly label: string;
}

/** A link that is handed over, and until when it is good. */
export const LinkField = defineComponent<LinkFieldProps>(
  (props) => {
    const { state, field, copy } = useCopying<HTMLInputElement>();
    return () => (
      <>
        <div class="dialog__row">
          <input
            ref={field}
            class="field__input"
            type="url"
            readonly
            value={props.link.url}
            aria-label={props.label}
            onFocus={() => field.value?.select()}
          />
          <button
            type="button"
            class="button button--primary"
            onClick={() => void copy(props.link.url)}
          >
            <Icon name={state.value.kind === "copied" ? "check" : "copy"} />
            {state.value.kind === "copied" ? text.dialog.copied : text.invite.copy}
          </button>
        </div>
        <p class="dialog__note">{text.invite.expires(dateAndTime(props.link.expiresAt, text.locale))}</p>
      </>
    );
  },
  { name: "LinkField", props: { link: null, label: null } },
);
