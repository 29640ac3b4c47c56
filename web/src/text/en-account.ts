/** What is said about one's own account in English, but its title. */
export const enAccount = {
  nameTitle: "Your name",
  shownAs: "Shown to others as",
  signsIn: (username: string) => `You sign in as ${username}, which does not change.`,
  save: "Save the name",
  saving: "Saving…",
  saved: "Saved. Others see it the next time they load the page.",
  passwordTitle: "Password",
  current: "Your current password",
  chosen: "Your new password",
  change: "Change the password",
  changing: "Changing…",
  changed: "Changed. You are signed in on this device only.",
  sessionsTitle: "Where you are signed in",
  here: "This device",
  lastSeen: (when: string) => `Last active: ${when}`,
  signOut: (device: string) => `Sign out ${device}`,
  signOutOne: "Sign out",
  signOutOthers: "Sign out everywhere else",
  signedOut: "Signed out there.",
  deleteTitle: "Delete your account",
  deleteAsk: "Delete my account…",
  deleteGoes:
    "This deletes your name, your sign-in name and your password, your list of calls, your settings, whom you have " +
    "blocked, and invitations of yours that nobody has used. You are signed out everywhere, and a call that you are in " +
    "ends. This cannot be undone.",
  deleteStays:
    "Others keep the calls that they had with you in their lists, as calls with a deleted account.",
  deletePassword: "Your password",
  deleteForGood: "Delete my account for good",
  deleting: "Deleting…",
  keep: "Keep my account",
  nowhereElse: "You are signed in nowhere else.",
  device: (browser: string, system: string) => `${browser} on ${system}`,
  unknownBrowser: "A browser",
  unknownSystem: "a device",
};
