import { defineComponent, Fragment, h, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import type { Person } from "../contract.ts";
import { lateText as text } from "../text/late-text.ts";
import { AccountEnd } from "./AccountEnd.tsx";
import { Dialog } from "./Dialog.tsx";
import { NameForm } from "./NameForm.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { SessionList } from "./SessionList.tsx";

export interface AccountDialogProps {
  readonly me: Person;
  readonly api: DuetApi;
  /** Throws when the server refuses. */
  readonly onDelete: (password: string) => Promise<void>;
  readonly onRenamed: (me: Person) => void;
  readonly onClose: () => void;
}

/** One's own account: what one is called, the password, where one is signed in, and its end. */
export const AccountDialog = defineComponent<AccountDialogProps>(
  (props) => {
    /** How often the password was changed, which ends other sessions. */
    const changes = shallowRef(0);
    const content = () => (
      <>
        <NameForm me={props.me} api={props.api} onRenamed={props.onRenamed} />
        <PasswordForm me={props.me} api={props.api} onChanged={() => changes.value += 1} />
        <SessionList key={changes.value} api={props.api} />
        <AccountEnd me={props.me} onDelete={props.onDelete} />
      </>
    );
    return () => <Dialog title={text.account.title} content={content} onClose={props.onClose} />;
  },
  { name: "AccountDialog", props: { me: null, api: null, onDelete: null, onRenamed: null, onClose: null } },
);
