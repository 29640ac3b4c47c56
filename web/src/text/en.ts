import type { Direction, NoPath, Who } from "./roles.ts";

/**
 * Every string that people see or hear, in English, but those of what is loaded later (`late-text.ts`). Another
 * language is another object of this shape.
 */
export const en = {
  locale: "en",

  app: {
    name: "Duet",
    tagline: "Two people, one call.",
  },

  signIn: {
    title: "Sign in",
    name: "Name",
    password: "Password",
    submit: "Sign in",
    submitting: "Signing in…",
    expired: "Your session has ended. Sign in again to call and be called.",
    deleted: "Your account was deleted.",
    noCookiesTitle: "This browser keeps no cookies",
    noCookies: "Nobody can sign in without them. Allow cookies for this page, then load it again.",
    noAccount: "No account yet? Ask somebody who has one for an invitation link.",
    forgotten: "Forgotten your password? Ask whoever runs this Duet for a link to choose a new one.",
  },

  account: {
    menu: (name: string) => `${name}, your account`,
    title: "Account",
  },

  administration: {
    title: "Administration",
  },

  wait: "One moment…",

  session: {
    signOut: "Sign out",
    unreachableTitle: "Duet cannot be reached",
    unreachable: "The server gives no answer. Check your network; it may also be starting up.",
    tryAgain: "Try again",
    /** In a call; when it is over the page asks for the password by itself. */
    lostInCall: {
      title: "You are no longer signed in",
      detail: "Your call goes on, but it cannot be mended if its connection breaks. Sign in again.",
    },
    otherUserInCall: {
      title: "Somebody else has signed in in this browser",
      detail: "Your call goes on. When it is over, this page begins anew.",
    },
    otherUserTitle: "Somebody else has signed in in this browser",
    otherUser:
      "A browser is one person's at a time. Go on as who is signed in now, or use another browser or profile.",
    goOn: "Go on",
  },

  /** Something on the way answers in the server's place; loading the page leads to it. */
  intercepted: {
    title: "Something between you and Duet answers in its place",
    detail: "It is a sign-in of your network or company. Load the page again to get to it.",
  },

  people: {
    region: "Whom to call",
    tab: "People",
    search: "Search people",
    online: "Online",
    offline: "Offline",
    talksElsewhere: "In a call with you",
    call: (name: string) => `Call ${name}`,
    nobody: "Nobody else is here yet",
    nobodyHint: "Invite someone, and they appear in this list.",
    found: (count: number) => (count === 1 ? "1 person found" : `${count} people found`),
    notFound: (query: string) => `Nobody is called “${query}”`,
    loadFailed: "The list could not be loaded.",
  },

  dialog: {
    close: "Close",
    copied: "Copied",
  },

  settings: {
    title: "Settings",
  },

  quiet: {
    title: "Do not disturb",
    on: "Do not disturb is on",
    onUntil: (when: string) => `Do not disturb until ${when}`,
    forAnHour: "For 1 hour",
    untilMorning: (when: string) => `Until ${when}`,
    untilSwitchedOff: "Until I switch it off",
    switchOff: "Switch off",
    switchOffAll: "Switch off do not disturb",
    silentHere: "Calls make no sound on this device",
  },

  notifications: {
    offerTitle: "Do not miss the next call",
    offer: "Duet can notify you while you do not look at it. Your browser will ask you to allow that.",
    turnOn: "Turn on",
    notNow: "Not now",
  },

  /** To whoever has pressed a notification. */
  arrival: {
    opening: "Opening the call…",
  },

  person: {
    options: (name: string) => `Options for ${name}`,
    blocked: "Blocked",
  },

  recents: {
    tab: "Recents",
    missed: (count: number) => (count === 1 ? "1 missed call" : `${count} missed calls`),
    callBack: (name: string) => `Call back ${name}`,
    repeated: (words: string, times: number) => `${words} (${times})`,
    deletedAccount: "Deleted account",
    none: "No calls yet",
    noneHint: "Calls you make and get are kept here.",
    loadFailed: "Your calls could not be loaded.",
    direction: {
      incoming: "Incoming",
      outgoing: "Outgoing",
      unknown: "Call",
    } satisfies Record<Direction, string>,
  },

  invite: {
    title: "Invite someone",
  },

  call: {
    region: "Call",
    choose: "Choose someone to call",
    chooseHint: "Pick a name, and their phone rings.",
    /** Why is said by what is loaded later. */
    impossible: "No call can be made from this page",
    impossibleToAnswer: "It cannot be answered on this page. Answer on another device, or decline.",
    oneAtATime: "You are on a call",
    oneAtATimeHint: (isAnswered: boolean) =>
      isAnswered
        ? "Continue it here, or hang up there, to call somebody else."
        : "It was placed on another device, where it can be hung up.",
    opening: "Opening your microphone…",
    calling: (name: string) => `Calling ${name}…`,
    ringing: (name: string) => `${name} is calling`,
    /** To whoever calls: it rings at the other's. */
    rings: (name: string) => `Ringing at ${name}’s…`,
    notified: (name: string) => `${name}’s devices are notified…`,
    offline: (name: string) => `${name} is offline`,
    offlineHint: "This will be a missed call, unless they open Duet now.",
    notifiedHint: "It rings as soon as one of them is opened.",
    claiming: "Moving the call here…",
    elsewhere: (name: string) => `On a call with ${name} on another device`,
    callingElsewhere: (name: string) => `Calling ${name} from another device`,
    continueHere: "Continue here",
    connecting: "Connecting…",
    connected: "Connected",
    reconnecting: "Reconnecting…",
    duration: "Duration",
    accept: "Accept",
    decline: "Decline",
    hangUp: "Hang up",
    mute: "Mute",
    unmute: "Unmute",
    again: "Call again",
    details: "Details of the call",
    dismiss: "Dismiss",
    minimise: "Show people",
    expand: "Show call",
    microphone: "Microphone",
    /** `device` is the one that was chosen; its name may not be known. */
    otherSpeaker: (device: string, name: string) =>
      `${
        device === "" ? "Your loudspeaker" : device
      } is not available. You hear ${name} from the system’s own.`,
    systemMicrophone: "System default",
    unnamedMicrophone: (number: number) => `Microphone ${number}`,
    ownLevel: "Your microphone’s level",
    permission: (name: string) => `If your browser asks, allow the microphone, so that ${name} can hear you.`,
    callerGone: (name: string) => `${name} has just lost the connection, and may come back.`,
    peerSignalingGone: (name: string) => `${name}’s connection to the server is gone; the call goes on.`,
    peerUnreachable: (name: string) =>
      `${name} cannot be reached at the moment. Waiting for them to come back…`,
    peerMuted: (name: string) => `${name} has muted their microphone`,
    quality: {
      gapsForMe: (name: string) => `${name}’s connection is weak: you hear gaps.`,
      gapsForPeer: (name: string) => `Your connection is weak: ${name} hears gaps.`,
      gapsForBoth: () => "The connection is weak: you both hear gaps.",
      late: () => "The connection is slow: you hear each other late.",
      lateOverRelay: () => "The relay is far away: you hear each other late.",
    },
    soundBlocked: "Your browser holds the sound back. Click anywhere to hear it.",
    voiceBlocked: (name: string) =>
      `Your browser holds ${name}’s voice back. Click anywhere or press a key to hear it.`,
  },

  /** How a call ended: first who did what, then what it means or what to do. */
  endings: {
    unknown: { title: "The call has ended", detail: null },
    hung_up: ({ name, by }: Who) => ({
      title: by === "me" ? "You hung up" : by === "peer" ? `${name} hung up` : "The call has ended",
      detail: null,
    }),
    cancelled: ({ name, role }: Who) => ({
      title: role === "caller" ? "You cancelled the call" : `${name} cancelled the call`,
      detail: null,
    }),
    declined: ({ name, role }: Who) => ({
      title: role === "caller" ? `${name} declined the call` : "You declined the call",
      detail: null,
    }),
    busy: ({ name, role }: Who) =>
      role === "caller"
        ? { title: `${name} is busy`, detail: "Somebody else is on the line. They will see that you called." }
        : { title: `${name} called while you were busy`, detail: null },
    no_answer: ({ name, role }: Who) =>
      role === "caller"
        ? { title: "No answer", detail: `${name} will see that you called.` }
        : { title: `You missed a call from ${name}`, detail: null },
    continued_elsewhere: () => ({ title: "You continue this call on another device", detail: null }),
    signed_out: ({ name, by }: Who) =>
      by === "peer"
        ? { title: `${name} was signed out`, detail: "That ended the call." }
        : { title: "You were signed out", detail: "That ended the call." },
    answered_elsewhere: () => ({ title: "Answered on another device", detail: null }),
    declined_elsewhere: () => ({ title: "Declined on another device", detail: null }),
    called_elsewhere: ({ name, by }: Who) =>
      by === "peer"
        ? { title: `${name} left the call`, detail: "They are calling from another device." }
        : { title: "The call has ended", detail: "One of you is calling from another device." },
    connect_failed: (who: Who) => {
      if (who.unheard) return noServer(who);
      const title = "No connection could be made";
      if (who.offline === "peer") {
        return { title, detail: `${who.name} had left, or their network dropped out.` };
      }
      if (who.offline === "me") {
        return { title, detail: "Your network dropped out. Check it, then call again." };
      }
      return {
        title,
        detail: who.noPath ?? "No path for the sound was found between the two of you. " +
            "A firewall may be in the way: try again, or from another network.",
      };
    },
    connection_lost: (who: Who) => {
      const { name, by, offline } = who;
      if (who.unheard) return noServer(who);
      const title = "The connection was lost";
      if (offline === "peer") {
        return { title, detail: `${name}’s network dropped out and did not come back in time.` };
      }
      if (offline === "me") {
        return { title, detail: "Your network dropped out for too long. Check it, then call again." };
      }
      if (by === "peer") {
        return { title, detail: `${name}’s device could not hear yours any more and gave up trying.` };
      }
      return { title, detail: "The sound did not come back in time. Check your network, then call again." };
    },
    abandoned: () => ({
      title: "The call has ended",
      detail: "Both of you had lost the connection to the server for too long.",
    }),
    microphone_unavailable: ({ name, by }: Who) =>
      by === "peer"
        ? {
          title: `${name}’s microphone is not available`,
          detail: "Their page was loaded again and could not open the microphone.",
        }
        : { title: "Your microphone is not available", detail: "The call could not go on without it." },
  },

  /** Why there was no path for the sound; null until the words for that are here. */
  paths: {
    why: (_: NoPath): string | null => null,
  },

  /** The same in a list of calls, as short as it can be. */
  endingsInList: {
    cancelled: ({ role }: Who) => (role === "caller" ? "Cancelled" : "Missed call"),
    declined: ({ role }: Who) => (role === "caller" ? "Declined" : "You declined"),
    busy: ({ role }: Who) => (role === "caller" ? "Was busy" : "Missed, you were busy"),
    no_answer: ({ role }: Who) => (role === "caller" ? "No answer" : "Missed call"),
    connect_failed: () => "Could not connect",
    connection_lost: () => "Connection lost",
    abandoned: () => "Connection lost",
    microphone_unavailable: () => "No microphone",
  },

  microphone: {
    "not-allowed": {
      title: "Duet may not use your microphone",
      detail: {
        chromium: "Click the icon left of the address, allow the microphone, then try again.",
        firefox: "Click the crossed-out microphone beside the address, lift the block, then try again.",
        safari: "Open Safari’s settings for this website, allow the microphone, then try again.",
        other: "Allow the microphone for this page in your browser’s settings, then try again.",
      },
    },
    "not-found": {
      title: "No microphone was found",
      detail: "Plug one in or switch it on, then try again.",
    },
    "not-readable": {
      title: "Your microphone does not answer",
      detail: "Another program may be using it. Close that program or choose another microphone.",
    },
    unknown: {
      title: "The microphone could not be opened",
      detail: "Check that it works in another program, then try again.",
    },
  },

  /** What happens to the microphone in a call. */
  voiceHint: {
    speakingWhileMuted: (name: string) => ({
      title: "You are muted",
      detail: `${name} does not hear what you say.`,
    }),
    nothingHeard: (name: string) => ({
      title: "Nothing is heard from your microphone",
      detail:
        `${name} cannot hear you. Is it switched off at the device itself? Otherwise choose another one.`,
    }),
  },
  microphoneNews: {
    switched: (device: string) => ({
      title: device === "" ? "Now using another microphone" : `Now using ${device}`,
      detail: null,
    }),
    silenced: (name: string) => ({
      title: "Your microphone is silenced by the system",
      detail: `${name} cannot hear you. A phone call or a switch on the device may hold it back.`,
    }),
    missing: (name: string) => ({
      title: "No microphone was found",
      detail: `${name} cannot hear you. Plug one in or switch one on; it is used at once.`,
    }),
  },

  refused: {
    title: "The call could not be placed",
    user_disabled: "This person’s account is switched off.",
    unknown_user: "This person’s account is no longer there.",
    already_in_call: "You are in a call already, perhaps on another device.",
    too_many_calls: "You have called very often. Wait a minute, then try again.",
    other_device: "This call is on another of your devices.",
    rate_limited: "That was a lot at once. Wait a moment and try again.",
    cannot_save: "The server cannot save anything at the moment. Calls in progress go on. Try again later.",
    internal_error: "The server has a problem of its own. Try again.",
    other: "The server said: ",
  },

  connection: {
    offlineTitle: "You are not connected to the server",
    offlineDetail: "No call can be placed or answered until the connection is back. It is being tried.",
    lost: "Your connection to the server is gone. Trying to get it back…",
    shutOut: {
      title: "This page reaches the server, but its live connection does not",
      detail: "Something on the way, such as a proxy or a firewall, lets no WebSocket through. " +
        "Whoever runs this server or your network can change that. It is being tried again.",
    },
    lostInCall: "Your connection to the server is gone; the call goes on.",
    replaced: "Duet was opened in another window in place of this one.",
    useHere: "Use it here",
  },

  update: {
    ready: "A new version of Duet is ready.",
    afterCall: "A new version of Duet is ready. It loads after the call.",
    misfit: "This page and the server are of two versions that do not fit together.",
    load: "Load it now",
    again: "Load the page again",
  },

  check: {
    title: "Check my connection",
  },

  /** What is loaded when it is first wanted, or before. */
  late: {
    failedTitle: "This could not be loaded",
    failed:
      "The server gave no answer, or has a newer page by now. Check your network, then load the page again.",
  },

  keys: {
    accept: "Ctrl Enter",
    decline: "Ctrl ⌫",
    hangUp: "Ctrl ⌫",
    mute: "Ctrl M",
    search: "Ctrl K",
  },

  /** By the stable codes of the server; a code that is not here is told in the server's own words. */
  errors: {
    unreachable: "The server gives no answer. Check your network and try again.",
    required: "This is needed.",
    inItsWords: (message: string) => `${message}`,
    codes: {
      wrong_credentials: "Name or password is wrong.",
      account_disabled: "This account is disabled. An administrator can enable it again.",
      too_many_attempts: "Too many tries. Wait a minute, then try again.",
      too_busy: "Many people are signing in right now. Try again in a few seconds.",
      sign_in_required: "You are not signed in any more. Sign in, then try again.",
      other_user: "Somebody else has signed in in this browser. Load the page again.",
      unknown_call: "The server knows no such call.",
      wrong_state: "The call does not ring any more.",
      no_relay: "No relay is set up here, so no call can go over one.",
      push_off: "This server wakes no closed pages. Keep the page open to be called.",
      too_large: "That is more than the server takes at once.",
      shutting_down: "The server is being stopped. Try again in a moment.",
      internal_error: "The server could not do this, and has written down why. Try again.",
      foreign_origin:
        "The server expects its page at another address. Whoever runs this Duet can set it (public-url).",
    },
  },
} as const;

function noServer({ name, role }: Who) {
  const detail = role === "caller"
    ? `${name} may not know that you called. Check your network, then call again.`
    : `${name} may not know that you answered. Check your network, then call back.`;
  return { title: "The server could not be reached", detail };
}
