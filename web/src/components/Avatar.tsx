import { defineComponent, h } from "vue";
import type { Person } from "../contract.ts";
import { initials } from "../text/words.ts";

export type AvatarSize = "tiny" | "small" | "large";

const HUES = 8;

/** One of the colours of the palette, always the same one for the same person. */
export function hueOf({ id }: Person): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return `hue-${sum % HUES}`;
}

/** A person's picture: initials on their colour. `online` adds a dot; undefined says nothing about it. */
export const Avatar = defineComponent<{ person: Person; size: AvatarSize; online?: boolean }>(
  (props) => () => (
    <span class={["avatar", `avatar--${props.size}`, hueOf(props.person)]} aria-hidden="true" translate="no">
      {initials(props.person.name)}
      {props.online === true ? <span class="avatar__dot" /> : null}
    </span>
  ),
  { name: "Avatar", props: { person: null, size: null, online: null } },
);
