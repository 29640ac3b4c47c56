import { defineComponent, h, nextTick, shallowRef } from "vue";
import { useForm } from "../composables/useForm.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { FormFoot } from "./FormFoot.tsx";
import { TextField } from "./TextField.tsx";
import { WhosePassword } from "./WhosePassword.tsx";

export interface AccountEndProps {
  readonly me: Person;
  /** Throws when the server refuses. */
  readonly onDelete: (password: string) => Promise<void>;
}

/** Deletes one's own account, after it was said what that means and the password was asked for. */
export const AccountEnd = defineComponent<AccountEndProps>(
  (props) => {
    const isAsked = shallowRef(false);
    const part = shallowRef<HTMLElement | null>(null);
    const form = useForm({ current: "" }, ({ current }) => props.onDelete(current));
    const ask = async (wanted: boolean) => {
      isAsked.value = wanted;
      form.clear();
      await nextTick();
      const next = part.value?.querySelector<HTMLElement>(wanted ? "[type=password]" : "button");
      next?.focus();
      if (wanted) part.value?.scrollIntoView({ block: "nearest" });
    };
    const question = () => (
      <form class="form" novalidate onSubmit={form.submit}>
        <div>
          <p class="dialog__lead">{text.account.deleteGoes}</p>
          <p class="dialog__lead">{text.account.deleteStays}</p>
        </div>
        <WhosePassword username={props.me.username} />
        <TextField
          label={text.account.deletePassword}
          type="password"
          autocomplete="current-password"
          {...form.field("current")}
        />
        <FormFoot
          problem={form.problem.value}
          busy={form.busy.value}
          label={text.account.deleteForGood}
          busyLabel={text.account.deleting}
          isFinal
        />
        <button type="button" class="button button--quiet" onClick={() => void ask(false)}>
          {text.account.keep}
        </button>
      </form>
    );
    return () => (
      <section ref={part} class="form--part" aria-label={text.account.deleteTitle}>
        <h3 class="dialog__part">{text.account.deleteTitle}</h3>
        {isAsked.value
          ? question()
          : (
            <button type="button" class="button button--quiet" onClick={() => void ask(true)}>
              {text.account.deleteAsk}
            </button>
          )}
      </section>
    );
  },
  { name: "AccountEnd", props: { me: null, onDelete: null } },
);
