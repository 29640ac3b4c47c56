import type { ManagedAccount } from "../api/types.ts";
import type { LateText } from "./late-text.ts";

/** With what somebody signs in, and what is not so of every account. */
export function stateWords({ username, role, state }: ManagedAccount, { administration }: LateText): string {
  const words = [username];
  if (role === "administrator") words.push(administration.administrator);
  if (state === "disabled") words.push(administration.disabled);
  return words.join(" · ");
}
