const unsupported =
  "Your browser, or something that was added to it, makes no connections between browsers: no call can be made.";

/** What "Check my connection" says, in English: what was found, and what that means for calls. */
export const enCheck = {
  lead:
    "This takes a quarter of a minute at most. If your browser asks, allow the microphone, and say something.",
  again: "Check again",
  copy: "Copy result",
  copyByHand: "Your browser does not let this page copy. The result is here, to be copied by hand:",
  result: "Result",

  summary: {
    running: "Checking…",
    fine: "All is well: calls can be made from here",
    partial: "What could be checked is well, but not everything could be",
    limited: "Calls work from here, with the limits below",
    broken: "Calls cannot be made from here at the moment",
  },

  /** For those who do not see the sign beside a line, and in the result that is copied. */
  verdicts: {
    waiting: "Not checked yet",
    running: "Being checked",
    fine: "All right",
    played: "Played",
    weak: "Limited",
    failed: "Does not work",
    skipped: "Not checked",
  },

  subjects: {
    microphone: "Microphone",
    loudspeaker: "Loudspeaker",
    server: "Server",
    helpers: "Ways between networks",
    address: "Direct calls (STUN)",
    relay: "Relay (TURN)",
    "relay-udp": "Relay over UDP",
    "relay-tcp": "Relay over TCP",
    "relay-tls": "Relay over TLS",
  },

  microphone: {
    hearYourself: "Record and listen",
    recording: "Recording two seconds…",
    playing: "Playing it…",
    cannotRecord: "Your browser cannot record here.",
    waiting: "It is being opened; your browser may ask you whether it may be.",
    running: "Say something: the bar moves with your voice.",
    fine: "Your voice is heard.",
    silent:
      "Nothing was heard yet. Say something; if the bar does not move, turn the microphone up or choose another one.",
    unmeasured:
      "It is open, but your browser does not let its loudness be measured. Record yourself, and listen.",
    unanswered: "Your browser asks whether Duet may use the microphone. Answer it, and this goes on.",
    inCall: "It is in use by your call, and left to it.",
  },

  loudspeaker: {
    play: "Play a sound",
    waiting: "Play a sound to hear whether it works.",
    running: "Playing a sound…",
    played:
      "A sound was played. If you heard none, turn the volume up or choose another output in your system’s settings.",
    blocked: "Your browser holds the sound back. Click anywhere, then try again.",
  },

  server: {
    fine: (roundTrip: string) => `It answers within ${roundTrip}.`,
    slow: (roundTrip: string) => `It takes ${roundTrip} to answer: calls ring late.`,
    "not-live":
      "It answers, but the live connection to it does not come about: you can neither call nor be called. Something on the way, " +
      "such as a proxy or a firewall, may let no WebSocket through.",
    unreachable: "It gives no answer: you can neither call nor be called. Check your network.",
    intercepted:
      "Something else answers in its place: a sign-in of your network or company. Load the page again to get to it.",
    "signed-out": "It answers that you are not signed in any more. Load the page again and sign in.",
    "other-user": "It answers that somebody else is signed in in this browser now. Load the page again.",
  },

  helpers: {
    none:
      "No STUN server and no relay is set up here: calls work within one network, and hardly from one to another. " +
      "Whoever runs this server can change that.",
    "relay-missing":
      "Your calls are to go over a relay only, and none is set up here: no call can be made. Whoever runs this server " +
      "can change that; if it was your own choice, you can change it in your settings.",
    unsupported,
    unasked: "The server did not say which STUN servers and relays there are.",
  },

  address: {
    fine: "It is known under which address others reach you: most calls go straight, without a relay.",
    none: "No STUN server is set up here: calls to other networks need the relay.",
    "relay-only": "Not needed: your calls go over a relay only, so that others do not learn your address.",
    unclear:
      "A STUN server does not answer in each of your networks, and none told another address than your own: calls to " +
      "other networks may need a relay.",
    "same-network":
      "The STUN server sees you as you are in your own network, and may be in it itself: calls to other networks may need " +
      "a relay.",
    unsupported,
    "no-answer":
      "No STUN server answers; a firewall may let no UDP through. Calls to other networks need a relay.",
  },

  relay: {
    none: "No relay is set up here: calls fail where two networks let nothing straight through. " +
      "Whoever runs this server can change that.",
    notSetUp: {
      udp: "Not set up here: relayed calls take a way on which sound stutters more easily.",
      tcp: "Not set up here: calls fail from networks that let no UDP through.",
      tls: "Not set up here: calls may fail from offices that let only web traffic through.",
    },
    fine: (took: string, roundTrip: string) => `It connects in ${took}, and sound is back in ${roundTrip}.`,
    slow: (roundTrip: string) =>
      `It works, but takes ${roundTrip} there and back: you would talk across each other.`,
    "not-relayed":
      "It answers, but nothing comes through it. Calls in which both sides need the relay may fail.",
    unsupported,
    refused:
      "It refuses what Duet gives out to sign in to it: its secret is another one, or a clock is wrong. " +
      "Tell whoever runs this server.",
    full: "It has no room for another call. Try again later.",
    unreachable: "It cannot be reached this way: a firewall may be in between, or it does not run.",
    "no-address":
      "It lends no address: it cannot be reached this way, or refuses what Duet gives out to sign in.",
  },
} as const;
