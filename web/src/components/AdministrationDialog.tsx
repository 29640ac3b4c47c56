import { defineComponent, Fragment, h, nextTick, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { useAdministration } from "../composables/useAdministration.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { Dialog } from "./Dialog.tsx";
import { InvitationList } from "./InvitationList.tsx";
import { ManagedPeople } from "./ManagedPeople.tsx";
import { ManagedPerson } from "./ManagedPerson.tsx";

export interface AdministrationDialogProps {
  readonly me: Person;
  readonly api: DuetApi;
  readonly onClose: () => void;
}

/** What is shown: everybody, or what can be done about one of them. */
type View = { readonly kind: "all" } | { readonly kind: "one"; readonly id: string };

/** The accounts of others, and invitations that nobody has taken up. For administrators. */
export const AdministrationDialog = defineComponent<AdministrationDialogProps>(
  (props) => {
    const { known, failure, change } = useAdministration(props.api);
    const view = shallowRef<View>({ kind: "all" });
    const top = shallowRef<HTMLDivElement | null>(null);
    /** The button that was pressed goes, and the focus must not go with it. */
    const show = async (wanted: View) => {
      view.value = wanted;
      await nextTick();
      top.value?.querySelector<HTMLElement>("[tabindex='-1'], button")?.focus();
    };
    const parts = () => {
      if (known.value === null) return <p class="dialog__note">{failure.value === "" ? text.wait : ""}</p>;
      const { accounts, invitations } = known.value;
      const shown = view.value;
      const account = shown.kind === "one" ? accounts.find(({ id }) => id === shown.id) : undefined;
      if (account !== undefined) {
        return (
          <ManagedPerson
            key={account.id}
            account={account}
            isMe={account.id === props.me.id}
            change={change}
            onBack={() => void show({ kind: "all" })}
          />
        );
      }
      return (
        <>
          <ManagedPeople accounts={accounts} onChoose={(id) => void show({ kind: "one", id })} />
          <InvitationList invitations={invitations} change={change} />
        </>
      );
    };
    const content = () => (
      <div ref={top}>
        {parts()}
        <p class="dialog__failure" role="alert">{failure.value}</p>
      </div>
    );
    return () => <Dialog title={text.administration.title} content={content} onClose={props.onClose} />;
  },
  { name: "AdministrationDialog", props: { me: null, api: null, onClose: null } },
);
