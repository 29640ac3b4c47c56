import { defineComponent, Fragment, h, shallowRef, watch } from "vue";
import type { Administration } from "../api/administration.ts";
import type { InvitationLink, ManagedAccount } from "../api/types.ts";
import { focusIfLost } from "../composables/focus-if-lost.ts";
import type { AdministrationHere } from "../composables/useAdministration.ts";
import { stateWords } from "../text/administration-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { ActionRow } from "./ActionRow.tsx";
import { LinkField } from "./LinkField.tsx";
import { BareName } from "./PersonName.tsx";

export interface ManagedPersonProps {
  readonly account: ManagedAccount;
  readonly isMe: boolean;
  readonly administration: AdministrationHere;
  readonly onBack: () => void;
}

/** What is shown below the choices. */
type Next =
  | { readonly kind: "nothing" }
  /** A link that was made, which is shown this once. */
  | { readonly kind: "link"; readonly link: InvitationLink }
  /** Somebody is to be removed, which cannot be taken back. */
  | { readonly kind: "removal" };

/** What an administrator can do about an account. */
export const ManagedPerson = defineComponent<ManagedPersonProps>(
  (props) => {
    const next = shallowRef<Next>({ kind: "nothing" });
    const shownNext = shallowRef<HTMLDivElement | null>(null);
    watch(shownNext, (part) => part?.scrollIntoView({ block: "nearest" }));
    const list = shallowRef<HTMLUListElement | null>(null);
    const { isChanging } = props.administration;
    const change = async (work: (server: Administration) => Promise<void>) => {
      if (isChanging.value) return; // a link that is shown stays: it is shown only this once
      next.value = { kind: "nothing" };
      await props.administration.change(work);
    };
    /** The last choice leads to the removal, and has the focus again when that is off the table. */
    const keep = () => {
      next.value = { kind: "nothing" };
      return focusIfLost(() => list.value?.querySelector<HTMLElement>(":scope > :last-child button"));
    };
    const makeLink = () =>
      change(async (server) => {
        next.value = { kind: "link", link: await server.reset(props.account.id) };
      });
    const remove = async () => {
      if (isChanging.value) return;
      const { administration, account: { id }, onBack } = props;
      if (await administration.change((server) => server.remove(id))) onBack();
      else await keep();
    };
    /** By what it changes: where one button becomes its opposite it stays the same one, and keeps the focus. */
    const choice = (what: string, label: string, note: string, run: () => void) => (
      <ActionRow key={what} note={note} action={{ label, run }} isBusy={isChanging.value} />
    );
    const choices = () => {
      const { administration: words } = text;
      const { account: { id, name, role, state }, isMe } = props;
      const rows = [];
      if (state !== "disabled") {
        rows.push(choice("link", words.makeLink, words.makeLinkHint(name), () => void makeLink()));
        rows.push(
          role === "administrator"
            ? choice(
              "role",
              words.unmake,
              words.unmakeHint(name),
              () => void change((to) => to.setRole(id, "member")),
            )
            : choice(
              "role",
              words.make,
              words.makeHint(name),
              () => void change((to) => to.setRole(id, "administrator")),
            ),
        );
      }
      if (isMe) return rows;
      rows.push(
        state === "disabled"
          ? choice(
            "state",
            words.enable,
            words.enableHint(name),
            () => void change((to) => to.setState(id, "enabled")),
          )
          : choice(
            "state",
            words.disable,
            words.disableHint(name),
            () => void change((to) => to.setState(id, "disabled")),
          ),
      );
      rows.push(
        choice("removal", words.remove, words.removeHint(name), () => next.value = { kind: "removal" }),
      );
      return rows;
    };
    const below = () => {
      const shown = next.value;
      const { account: { name } } = props;
      switch (shown.kind) {
        case "nothing":
          return null;
        case "link":
          return (
            <div key="link" ref={shownNext} class="form--part" role="status">
              <p class="dialog__lead">{text.administration.linkLead(name)}</p>
              <LinkField link={shown.link} label={text.administration.link} />
            </div>
          );
        case "removal":
          return (
            <div key="removal" ref={shownNext} class="form--part" role="alert">
              <p class="dialog__lead">{text.administration.removeLead(name)}</p>
              <div class="dialog__row">
                <button
                  type="button"
                  class="button button--quiet"
                  onClick={() => void keep()}
                >
                  {text.administration.keep}
                </button>
                <button
                  type="button"
                  class="button button--final"
                  aria-disabled={isChanging.value ? "true" : undefined}
                  onClick={() => void remove()}
                >
                  {text.administration.removeForGood}
                </button>
              </div>
            </div>
          );
      }
    };
    return () => (
      <>
        <section class="form--part" aria-label={props.account.name}>
          <h3 class="dialog__part" tabindex={-1}>
            <BareName name={props.account.name} />
          </h3>
          <p class="dialog__lead">{stateWords(props.account, text)}</p>
          <ul ref={list} class="sessions">{choices()}</ul>
          {props.isMe ? <p class="dialog__note">{text.administration.ownHint}</p> : null}
        </section>
        {below()}
        <p class="form--part">
          <button type="button" class="button button--quiet" onClick={props.onBack}>
            {text.administration.back}
          </button>
        </p>
      </>
    );
  },
  { name: "ManagedPerson", props: { account: null, isMe: null, administration: null, onBack: null } },
);
