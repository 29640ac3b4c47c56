import { defineComponent, h } from "vue";
import type { Me, PastPerson } from "../api/types.ts";
import type { Blocks } from "../composables/useBlocks.ts";
import type { CheckSurroundings } from "../composables/useConnectionCheck.ts";
import type { Dialogs } from "../composables/useDialogs.ts";
import type { QuietHere } from "../composables/useQuiet.ts";
import type { Settings } from "../composables/useSettings.ts";
import type { Notifications } from "../composables/useNotifications.ts";
import type { Person } from "../contract.ts";
import type { SpokenLanguage } from "../text/spoken-language.ts";
import { LateDialog } from "./LateDialog.tsx";

/** Which dialog is open. */
export type OpenDialog =
  | { readonly kind: "invite" | "check" | "account" | "administration" | "settings" | "sign-in" }
  | { readonly kind: "sign-out"; readonly peer: string }
  /** Beside a call of theirs, or beside nothing but them (null). */
  | { readonly kind: "person"; readonly person: PastPerson; readonly callId: string | null }
  | { readonly kind: "call"; readonly callId: string; readonly peer: Person };

export interface PhoneDialogProps {
  readonly open: OpenDialog;
  readonly dialogs: Dialogs;
  readonly around: CheckSurroundings;
  readonly blocks: Blocks;
  readonly me: Person;
  /** Throws when the server refuses. */
  readonly onSignIn: (username: string, password: string) => Promise<void>;
  readonly onSignOut: () => void;
  readonly onRenamed: (me: Person | Me) => void;
  /** Throws when the server refuses. */
  readonly onDeleteAccount: (password: string) => Promise<void>;
  readonly settings: Settings;
  readonly quiet: QuietHere;
  readonly notifications: Notifications;
  readonly language: SpokenLanguage;
  /** Loads the whole page again. */
  readonly onReload: () => void;
  /** Another one in its place. */
  readonly onOpen: (dialog: OpenDialog) => void;
  readonly onClose: () => void;
}

/** The dialog that is open, or what stands in its place until it is loaded. */
export const PhoneDialog = defineComponent<PhoneDialogProps>(
  (props) => () => {
    const { open, around, blocks, settings, quiet, notifications, onReload, onClose } = props;
    const late = props.dialogs.state.value;
    if (late.kind !== "here") {
      return <LateDialog hasFailed={late.kind === "failed"} onReload={onReload} onClose={onClose} />;
    }
    const {
      AccountDialog,
      AdministrationDialog,
      CallDetailsDialog,
      ConnectionCheckDialog,
      InviteDialog,
      PersonDialog,
      SettingsDialog,
      SignInAgainDialog,
      SignOutDialog,
    } = late.part;
    switch (open.kind) {
      case "invite":
        return <InviteDialog api={around.api} onClose={onClose} />;
      case "check":
        return <ConnectionCheckDialog around={around} onClose={onClose} />;
      case "account":
        return (
          <AccountDialog
            me={props.me}
            api={around.api}
            onDelete={props.onDeleteAccount}
            onRenamed={props.onRenamed}
            onClose={onClose}
          />
        );
      case "administration":
        return (
          <AdministrationDialog
            me={props.me}
            api={around.api}
            onRefused={() => props.onRenamed({ ...props.me, role: "member" })}
            onClose={onClose}
          />
        );
      case "settings":
        return (
          <SettingsDialog
            settings={settings}
            quiet={quiet}
            notifications={notifications}
            language={props.language}
            around={around}
            onClose={onClose}
          />
        );
      case "person": {
        const { person, callId } = open;
        const details = callId === null
          ? {}
          : { onDetails: () => props.onOpen({ kind: "call", callId, peer: person }) };
        const isBlocked = blocks.ids.value.has(person.id);
        return (
          <PersonDialog
            person={person}
            isBlocked={isBlocked}
            onBlock={blocks.set}
            onClose={onClose}
            {...details}
          />
        );
      }
      case "call":
        return <CallDetailsDialog callId={open.callId} peer={open.peer} around={around} onClose={onClose} />;
      case "sign-in":
        return <SignInAgainDialog me={props.me} onSignIn={props.onSignIn} onClose={onClose} />;
      case "sign-out":
        return <SignOutDialog peer={open.peer} onSignOut={props.onSignOut} onClose={onClose} />;
      default:
        return open satisfies never;
    }
  },
  {
    name: "PhoneDialog",
    props: {
      open: null,
      dialogs: null,
      around: null,
      blocks: null,
      me: null,
      onSignIn: null,
      onSignOut: null,
      onRenamed: null,
      onDeleteAccount: null,
      settings: null,
      quiet: null,
      notifications: null,
      language: null,
      onReload: null,
      onOpen: null,
      onClose: null,
    },
  },
);
