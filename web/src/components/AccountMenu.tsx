import { defineComponent, h, useId } from "vue";
import { useMenu } from "../composables/useMenu.ts";
import type { Person } from "../contract.ts";
import { text } from "../text/text.ts";
import { Avatar } from "./Avatar.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { PersonName } from "./PersonName.tsx";

export interface AccountMenuItem {
  readonly label: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** What belongs together, under a name of its own. */
export interface AccountMenuGroup {
  readonly label: string;
  readonly items: readonly AccountMenuItem[];
}

export interface AccountMenuProps {
  readonly me: Person;
  /** Asked for while the menu is open: what there is to choose depends on the time. */
  readonly group: () => AccountMenuGroup;
  readonly items: readonly AccountMenuItem[];
}

/** Who one is here, and behind that everything that is not a call. */
export const AccountMenu = defineComponent<AccountMenuProps>(
  (props) => {
    const id = useId();
    const menu = useMenu();
    const item = ({ label, icon, run }: AccountMenuItem) => (
      <li key={label} role="none">
        <button
          type="button"
          class="menu__item"
          role="menuitem"
          tabindex={-1}
          onClick={() => menu.choose(run)}
        >
          <Icon name={icon} />
          {label}
        </button>
      </li>
    );
    const list = ({ label, items }: AccountMenuGroup) => (
      <li role="none">
        <ul class="menu__group" role="group" aria-labelledby={`${id}-group`}>
          <li class="menu__label" role="presentation" id={`${id}-group`}>{label}</li>
          {items.map(item)}
        </ul>
      </li>
    );
    return () => {
      const { me, group, items } = props;
      const isOpen = menu.isOpen.value;
      const label = text.account.menu(me.name);
      return (
        <div ref={menu.root} class="menu" onKeydown={menu.keyPressed} onFocusout={menu.focusLeft}>
          <button
            ref={menu.button}
            type="button"
            class="menu__button"
            aria-label={label}
            aria-haspopup="menu"
            aria-expanded={isOpen ? "true" : "false"}
            aria-controls={isOpen ? id : undefined}
            onClick={menu.toggle}
          >
            <Avatar person={me} size="tiny" />
            <span class="menu__name">
              <PersonName person={me} />
            </span>
            <Icon name="down" />
          </button>
          {isOpen
            ? (
              <ul class="menu__list" role="menu" id={id} aria-label={label}>
                {list(group())}
                {items.map(item)}
              </ul>
            )
            : null}
        </div>
      );
    };
  },
  { name: "AccountMenu", props: { me: null, group: null, items: null } },
);
