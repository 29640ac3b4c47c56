import { defineComponent, Fragment, h, onMounted, shallowRef } from "vue";
import { Unreachable } from "../api/api-error.ts";
import type { DuetApi } from "../api/duet-api.ts";
import { invite } from "../api/invitations.ts";
import type { InvitationLink } from "../api/types.ts";
import { useCopying } from "../composables/useCopying.ts";
import { lateText as text } from "../text/late-text.ts";
import { dateAndTime } from "../text/time.ts";
import { failureWords } from "../text/words.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";

export interface InviteDialogProps {
  readonly api: DuetApi;
  readonly onClose: () => void;
}

/** Makes a one-time link and hands it over. */
export const InviteDialog = defineComponent<InviteDialogProps>(
  (props) => {
    const { state: copying, field, copy } = useCopying<HTMLInputElement>();
    const link = shallowRef<InvitationLink | null>(null);
    /** Why there is no link. */
    const failure = shallowRef<string | null>(null);
    let making = false;
    const make = async () => {
      if (making) return;
      making = true;
      try {
        link.value = await invite(props.api);
        failure.value = null;
      } catch (error) {
        failure.value = error instanceof Unreachable ? text.invite.failed : failureWords(error, text).message;
      }
      making = false;
    };
    onMounted(() => void make());
    /** One button throughout, so that the focus stays when it changes. */
    const action = () => (
      <button
        type="button"
        class="button button--primary"
        disabled={link.value === null && failure.value === null}
        onClick={() => void (link.value === null ? make() : copy(link.value.url))}
      >
        {failure.value !== null ? null : <Icon name={copying.value.kind === "copied" ? "check" : "copy"} />}
        {failure.value !== null
          ? text.session.tryAgain
          : copying.value.kind === "copied"
          ? text.dialog.copied
          : text.invite.copy}
      </button>
    );
    const content = () => (
      <>
        <p class="dialog__lead">{text.invite.lead}</p>
        <div class="dialog__row">
          <input
            ref={field}
            class="field__input"
            type="url"
            readonly
            value={link.value?.url ?? ""}
            aria-label={text.invite.link}
            onFocus={() => field.value?.select()}
          />
          {action()}
        </div>
        <p class="dialog__note" aria-live="polite">
          {failure.value !== null
            ? failure.value
            : link.value === null
            ? ""
            : text.invite.expires(dateAndTime(link.value.expiresAt, text.locale))}
        </p>
      </>
    );
    return () => <Dialog title={text.invite.title} content={content} onClose={props.onClose} />;
  },
  { name: "InviteDialog", props: { api: null, onClose: null } },
);
