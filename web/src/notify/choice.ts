import type { StoredValue } from "../call/stored-value.ts";
import { type Decoder, Malformed, wordOf } from "../decoding/decoder.ts";
import type { NotificationAccess } from "./access.ts";

/** What somebody wants of notifications on this device; it was offered and not wanted now: `later`. */
export type NotificationChoice = "on" | "off" | "later";

export const notificationChoice: Decoder<NotificationChoice> = (value, path) => {
  const choice = wordOf(["on", "off", "later"] as const)(value, path);
  if (choice === "unknown") throw new Malformed(path, "a choice");
  return choice;
};

/** Is this device to tell of calls? */
export function isToTell(choice: NotificationChoice | null, access: NotificationAccess): boolean {
  return choice === "on" && access === "granted";
}

/** Is somebody asked, in the page, whether they want it? Only who has not said anything yet, and could have it. */
export function isToBeOffered(choice: NotificationChoice | null, access: NotificationAccess): boolean {
  if (choice !== null) return false;
  switch (access) {
    case "unasked":
    case "granted":
      return true;
    case "denied":
    case "not-installed":
    case "insecure":
    case "missing":
      return false;
  }
}

/** The choice, kept on this device for whoever uses it. */
export type KeptChoice = StoredValue<NotificationChoice>;
