/** What administrators read in English, but the title. */
export const enAdministration = {
  administrator: "Administrator",
  disabled: "Disabled",
  manage: "Manage",
  manageOne: (name: string, username: string) => `Manage ${name} (${username})`,
  more: (count: number) => `${count} more people. Search for a name to find them.`,
  back: "Back to everybody",
  makeLink: "Make a password link",
  makeLinkHint: (name: string) =>
    `If ${name} has forgotten the password: makes a link with which they choose a new one.`,
  link: "Link for a new password",
  linkLead: (name: string) =>
    `Send this link to ${name} in a way that nobody else can read: whoever uses it first gets the account. ` +
    `It signs ${name} out everywhere else. It works once, and is shown only now.`,
  make: "Make administrator",
  makeHint: (name: string) => `Lets ${name} do everything that you can do here.`,
  unmake: "Remove as administrator",
  unmakeHint: (name: string) =>
    `${name} can do everything that you can do here. There always has to be one administrator.`,
  disable: "Disable",
  disableHint: (name: string) =>
    `${name} is signed out, a call of theirs ends, and they can neither sign in nor be called until you enable the account again.`,
  enable: "Enable",
  enableHint: (name: string) => `${name} can sign in and be called again.`,
  remove: "Remove…",
  removeHint: (name: string) => `Deletes ${name}’s account for good.`,
  removeLead: (name: string) =>
    `Remove ${name} for good? Their name, password and settings are deleted. Others keep the calls that they had with ` +
    `${name}, as calls with a deleted account. This cannot be undone.`,
  removeForGood: "Remove for good",
  keep: "Keep the account",
  ownHint: "This is your own account. You cannot disable or remove it here; to delete it, go to “Account”.",
  invitationsTitle: "Open invitations",
  noInvitations: "No invitation is open.",
  by: (name: string, when: string) => `By ${name}, ${when}`,
  byOperator: (when: string) => `On the server’s command line, ${when}`,
  revoke: "Revoke",
  revokeOne: (which: string) => `Revoke: ${which}`,
};
