/** What somebody reads in English who has a link for a new password. */
export const enReset = {
  title: "Choose a new password",
  lead: (username: string) => `You sign in as ${username}. The new password signs you out everywhere else.`,
  submit: "Set the password and sign in",
  badLink: {
    reset_invalid:
      "It has been used, or a newer one was made, or it was not copied completely. Ask for a new one.",
    reset_expired: "It has expired. Ask for a new one.",
  },
};
