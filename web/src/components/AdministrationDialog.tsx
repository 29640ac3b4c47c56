import { computed, defineComponent, Fragment, h, nextTick, shallowRef, watch } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { focusIfLost } from "../composables/focus-if-lost.ts";
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
  /** The server says that one is an administrator no more. */
  readonly onRefused: () => void;
  readonly onClose: () => void;
}

/** What is wanted: everybody, or what can be done about one of them. */
type View = { readonly kind: "all" } | { readonly kind: "one"; readonly id: string };

/** The accounts of others, and invitations that nobody has taken up. For administrators. */
export const AdministrationDialog = defineComponent<AdministrationDialogProps>(
  (props) => {
    const administration = useAdministration(props.api, () => props.onRefused());
    const { known, failure } = administration;
    const view = shallowRef<View>({ kind: "all" });
    const top = shallowRef<HTMLDivElement | null>(null);
    const beginning = () => top.value?.querySelector<HTMLElement>("[tabindex='-1']");
    /** The button that was pressed goes, and the focus must not go with it. */
    const show = async (wanted: View) => {
      view.value = wanted;
      await nextTick();
      beginning()?.focus();
    };
    /** The one of them, as long as there is one. */
    const chosen = computed(() => {
      const wanted = view.value;
      return wanted.kind === "all" ? undefined : known.value?.accounts.find(({ id }) => id === wanted.id);
    });
    // Whom somebody else has removed meanwhile goes from under the focus, or all of it.
    watch(() => known.value === null ? null : chosen.value?.id, () => void focusIfLost(beginning), {
      flush: "post",
    });
    const parts = () => {
      if (known.value === null) return <p class="dialog__note">{failure.value === "" ? text.wait : ""}</p>;
      const { accounts, invitations } = known.value;
      const account = chosen.value;
      if (account !== undefined) {
        return (
          <ManagedPerson
            key={account.id}
            account={account}
            isMe={account.id === props.me.id}
            administration={administration}
            onBack={() => void show({ kind: "all" })}
          />
        );
      }
      return (
        <>
          <ManagedPeople accounts={accounts} onChoose={(id) => void show({ kind: "one", id })} />
          <InvitationList invitations={invitations} administration={administration} />
        </>
      );
    };
    const content = () => (
      <div ref={top}>
        {parts()}
        <p class="dialog__failure" role="alert" tabindex={-1}>{failure.value}</p>
      </div>
    );
    return () => <Dialog title={text.administration.title} content={content} onClose={props.onClose} />;
  },
  { name: "AdministrationDialog", props: { me: null, api: null, onRefused: null, onClose: null } },
);
