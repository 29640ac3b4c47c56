/** What the settings say in English, but their title. */
export const enSettings = {
  kept: "What you choose below holds for this device only, and is kept on it.",
  soundPart: "Sound",
  microphone: {
    hint: "What calls hear you with. Try it to see whether it hears you; nobody else does.",
    tryIt: "Try the microphone",
    stop: "Stop",
  },
  voicePart: "Your voice",
  looksPart: "Appearance",

  output: {
    speaker: "Loudspeaker",
    speakerHint: "For the voice of whoever you talk with.",
    ringer: "Device that rings",
    ringerHint: "It may be another one, so that you hear a call while your headset lies on the desk.",
    system: "System default",
    /** Of a device without a name. */
    unnamed: (number: number) => `Device ${number}`,
    isAway: (device: string) => `${device} (away)`,
    away: (device: string) => `${device} is away. Until it is back, the system’s own is used.`,
    refused: (device: string) => `${device} could not be used. The system’s own is used.`,
    /** For a device whose name is not known. */
    thatDevice: "The device that you chose",
    untold: "Your browser says which devices there are only once you have allowed the microphone.",
    allow: "Allow the microphone",
    notAllowed: "The microphone was not allowed, so your browser does not say which devices there are.",
    pick: "Choose in the browser…",
    impossible:
      "This browser plays everything where your system does. You can choose that in the system’s settings.",
    test: "Play a test sound",
  },

  ring: {
    tone: "Ring tone",
    toneHint: "It is played once when you choose it.",
    tones: {
      chime: "Chime",
      telephone: "Telephone",
      drops: "Drops",
      knock: "Knocking",
    },
    volume: "Volume of the ring",
    silent: "At 0 nothing is heard of calls. They are still shown.",
  },

  voice: {
    echoCancellation: "Echo cancellation",
    echoCancellationHint: "Keeps others from hearing themselves through your loudspeaker.",
    noiseSuppression: "Noise suppression",
    noiseSuppressionHint: "Filters out fans, keyboards and street noise. Switch it off for music.",
    autoGainControl: "Automatic volume",
    autoGainControlHint: "Makes a quiet voice louder, and a loud one quieter.",
  },

  theme: "Colours",
  themeHint: "Light or dark.",
  themes: {
    system: "As in the system",
    light: "Light",
    dark: "Dark",
  },

  language: "Language",
  languageHint: "Of this page, and of its notifications.",
  browserLanguage: (name: string) => `As in the browser (${name})`,
  alwaysRelay: "Always use a relay",
  alwaysRelayHint: "Hides your network address from the people you talk with, from your next call on.",
  noRelay: "This would hide your network address from the people you talk with, but no relay is set up here.",
  relayGone: "No relay is set up here any more, so your calls cannot connect. Switch this off, " +
    "or ask whoever runs this Duet to set one up.",
  relayForEverybody:
    "Hides your network address from the people you talk with. Here this is so for everybody.",
};
