import { defineComponent, Fragment, h, shallowRef, watch } from "vue";
import type { Administration } from "../api/administration.ts";
import type { InvitationLink, ManagedAccount } from "../api/types.ts";
import type { AdministrationHere } from "../composables/useAdministration.ts";
import { stateWords } from "../text/administration-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { LinkField } from "./LinkField.tsx";

export interface ManagedPersonProps {
  readonly account: ManagedAccount;
  readonly isMe: boolean;
  readonly change: AdministrationHere["change"];
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
    const change = (work: (server: Administration) => Promise<void>) => {
      next.value = { kind: "nothing" };
      return props.change(work);
    };
    const makeLink = () =>
      change(async (server) => {
        next.value = { kind: "link", link: await server.reset(props.account.id) };
      });
    const remove = async () => {
      if (await change((server) => server.remove(props.account.id))) props.onBack();
    };
    const choice = (label: string, hint: string, run: () => void) => (
      <li key={label} class="sessions__one">
        <span class="sessions__words">
          <span class="sessions__note">{hint}</span>
        </span>
        <button type="button" class="button button--quiet" onClick={run}>{label}</button>
      </li>
    );
    const choices = () => {
      const { administration: words } = text;
      const { account: { id, name, role, state }, isMe } = props;
      const rows = [];
      if (state !== "disabled") {
        rows.push(choice(words.makeLink, words.makeLinkHint(name), () => void makeLink()));
        rows.push(
          role === "administrator"
            ? choice(
              words.unmake,
              words.unmakeHint(name),
              () => void change((to) => to.setRole(id, "member")),
            )
            : choice(words.make, words.makeHint, () => void change((to) => to.setRole(id, "administrator"))),
        );
      }
      if (isMe) return rows;
      rows.push(
        state === "disabled"
          ? choice(
            words.enable,
            words.enableHint(name),
            () => void change((to) => to.setState(id, "enabled")),
          )
          : choice(
            words.disable,
            words.disableHint(name),
            () => void change((to) => to.setState(id, "disabled")),
          ),
      );
      rows.push(choice(words.remove, words.removeHint(name), () => next.value = { kind: "removal" }));
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
                  onClick={() => next.value = { kind: "nothing" }}
                >
                  {text.administration.keep}
                </button>
                <button type="button" class="button button--final" onClick={() => void remove()}>
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
          <h3 class="dialog__part" tabindex={-1}>{props.account.name}</h3>
          <p class="dialog__lead">{stateWords(props.account, text)}</p>
          <ul class="sessions">{choices()}</ul>
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
  { name: "ManagedPerson", props: { account: null, isMe: null, change: null, onBack: null } },
);
