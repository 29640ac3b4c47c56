/** What administrators read in English, but the title. */
export const enAdministration = {
  administrator: "Administrator",
  disabled: "Disabled",
  manage: "Manage",
  manageOne: (name: string, username: string) => `Manage ${name} (${username})`,
  more: (count: number) => `${count} more: search for a name.`,
  back: "Back to everybody",
  makeLink: "Make a link",
  makeLinkHint: (name: string) => `For when ${name} has forgotten the password: a link to choose a new one.`,
  link: "Link for a new password",
  linkLead: (name: string) =>
    `Send this link to ${name}, by a way on which nobody else reads it: whoever opens it first has the account. ` +
    "It works once, signs out everywhere, and is shown only now.",
  make: "Make administrator",
  makeHint: "May do everything that you can do here.",
  unmake: "Take this away",
  unmakeHint: (name: string) => `${name} is an administrator. Somebody always has to be one.`,
  disable: "Disable",
  disableHint: (name: string) =>
    `${name} is signed out, a call of theirs ends, and they can neither sign in nor be called until this is undone.`,
  enable: "Enable",
  enableHint: (name: string) => `${name} can sign in again.`,
  remove: "Remove…",
  removeHint: (name: string) => `Deletes the account of ${name} for good.`,
  removeLead: (name: string) =>
    `Remove ${name} for good? Name, password and settings go. Others keep the calls they had with them, as calls with a ` +
    "deleted account.",
  removeForGood: "Remove for good",
  keep: "Keep",
  ownHint: "This is you. Your own account you delete in “Account”.",
  invitationsTitle: "Open invitations",
  noInvitations: "There is no link that somebody could still use.",
  by: (name: string, when: string) => `By ${name}, ${when}`,
  byOperator: (when: string) => `On the server’s command line, ${when}`,
  revoke: "Revoke",
  revokeOne: (which: string) => `Revoke: ${which}`,
};
