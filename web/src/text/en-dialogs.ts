/** What the smaller dialogs, and parts of the settings, say in English beside what is seen at first. */
export const enDialogs = {
  errors: {
    /** What the server refuses there. */
    codes: {
      wrong_password: "This is not your password.",
      unknown_session: "You are not signed in there any more.",
      last_administrator: "Nobody else is an administrator here. Make somebody else one first.",
      administrators_only: "Only administrators may do this, and you are no longer one.",
      username_taken: "This name is taken. Choose another one.",
      username_invalid: "1 to 32 characters: letters from a to z, digits, dot, underscore, hyphen.",
      username_imitates: "This could be taken for somebody else’s name. Choose another one.",
      name_invalid: "1 to 64 characters that can be seen, and nothing that is invisible.",
      name_imitates:
        "This could be taken for somebody else’s name. Add something that tells the two of you apart.",
      password_too_short: "At least 8 characters.",
      password_too_long: "This is too long.",
      password_invalid: "Tabs and line breaks cannot be part of it.",
      too_many_invitations:
        "Too many of your invitations are still open. Wait until one was used or has expired.",
      no_relay: "No relay is set up here, so no call can go over one.",
      end_has_passed:
        "By the server’s clock this moment has passed. Check the date and the time of your device.",
      unknown_user: "This account is no longer there.",
      own_account: "This is your own account. You delete it in “Account”; to disable it takes somebody else.",
      unknown_invitation: "This invitation is not open any more.",
    },
  },

  session: {
    signInAgainTitle: "Sign in again",
    signInAgain: (name: string) => `You are ${name}. Your call goes on meanwhile.`,
    signOutTitle: "Sign out in a call?",
    signOutInCall: (peer: string) => `You are in a call with ${peer}. Signing out ends it.`,
    stay: "Stay signed in",
  },

  welcome: {
    setupTitle: "Set up Duet",
    setupLead: "Make the first account. You can invite others afterwards.",
    invitationTitle: "You are invited",
    invitationLead: "Make your account, and you can call and be called.",
    name: "Name",
    nameHint: "What you sign in with: letters, digits, dots, dashes.",
    shownAs: "Shown to others as",
    password: "Password",
    passwordHint: "At least 8 characters.",
    submit: "Create account",
    submitting: "Creating your account…",
    toSignIn: "Go to sign in",
    badLinkTitle: "This link does not work",
    badLink: {
      invitation_invalid: "There is no such link here. Check that it was copied completely.",
      invitation_expired: "This link has expired. Ask for a new one.",
      invitation_used: "This link has been used already. If it was you, sign in.",
      setup_closed: "Duet is set up already. Sign in, or ask for an invitation link.",
    },
    unknownLink: "This page does not know what the link is for. Load the page again.",
  },

  notifications: {
    label: "Notify me of calls on this device",
    /** Before the browser asks. */
    hint:
      "Your system shows who calls while you do not look at Duet. Your browser asks you to allow it first.",
    offHint: "Your system shows who calls while you do not look at Duet.",
    on: {
      everywhere: "Also while Duet is closed. A computer’s browser has to be running for that.",
      whileOpen: "While Duet is open in a tab: nothing is sent to closed pages here.",
      noService: "While Duet is open in a tab: this browser takes nothing for closed pages.",
      unreachable:
        "While Duet is open in a tab. The server does not know yet where to reach you otherwise; " +
        "it is told when the connection is back.",
      refused: "While Duet is open in a tab: this server cannot reach your browser’s push service.",
    },
    denied: {
      chromium: "Your browser keeps Duet’s notifications away. Click the icon left of the address, " +
        "allow notifications, then switch this on.",
      firefox:
        "Your browser keeps Duet’s notifications away. Click the crossed-out sign beside the address, " +
        "lift the block, then switch this on.",
      safari: "Your browser keeps Duet’s notifications away. Allow them for this website in Safari’s or " +
        "your system’s settings, then switch this on.",
      other: "Your browser keeps Duet’s notifications away. Allow them for this page in its settings, " +
        "then switch this on.",
    },
    notInstalled: "On an iPhone or iPad this works from the home screen: press “Share”, then " +
      "“Add to Home Screen”, and open Duet from there.",
    insecure:
      "Browsers show notifications only for pages that are opened with https, or on this machine itself.",
    missing: "This browser, or this private window, cannot show notifications.",
  },

  /** Why no call can be made or answered from a page. */
  obstacles: {
    insecure: {
      title: "No calls from here: this page was opened without https",
      detail: "Browsers give a microphone to secure pages only. Put https:// in front of the address; " +
        "if that does not work, ask whoever runs this Duet.",
    },
    forbidden: {
      title: "No calls from here: the microphone is forbidden to this page",
      detail:
        "This is no setting of yours. Whoever runs this Duet, or the page that shows it, has set it up so " +
        "(Permissions-Policy): tell them.",
    },
    "not-offered": {
      title: "No calls from here: this browser gives no page a microphone",
      detail: "Use another one, such as a current Chrome, Edge, Firefox or Safari.",
    },
    "no-connections": {
      title: "No calls from here: this browser makes no connections to other browsers",
      detail: "WebRTC is switched off in its settings, or by an extension. " +
        "Switch it on and load the page again, or use another browser.",
    },
  },

  quiet: {
    hint: "Calls come without a sound, a vibration or a notification, on all of your devices. " +
      "Whoever calls you sees nothing special.",
    ringsHere: "Ring on this device",
    ringsHereHint: "Otherwise calls are only shown here, without a sound, a vibration or a notification.",
  },

  person: {
    block: (name: string) => `Block ${name}`,
    blockLead: (name: string) =>
      `If you block ${name}, their calls do not reach you, and they are told that you declined. ` +
      "You can still call them.",
    unblock: (name: string) => `Unblock ${name}`,
    blockedLead: (name: string) => `You have blocked ${name}. Their calls do not reach you.`,
    goneLead: "This account was deleted, so there is nobody to call or to block any more.",
  },

  invite: {
    lead: "Send this link to one person. It makes one account, once.",
    link: "Invitation link",
    copy: "Copy link",
    expires: (when: string) => `Works until ${when}.`,
    failed: "No link could be made.",
  },
};
