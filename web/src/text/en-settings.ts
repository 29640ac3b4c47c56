/** What the settings say in English, but their title. */
export const enSettings = {
  language: "Language",
  languageHint: "On this device. In a call it changes when the page is loaded next.",
  browserLanguage: (name: string) => `As in the browser (${name})`,
  alwaysRelay: "Always use a relay",
  alwaysRelayHint: "Hides your network address from the people you talk with, from your next call on.",
  noRelay: "This would hide your network address from the people you talk with, but no relay is set up here.",
  relayGone: "No relay is set up here any more, so your calls cannot connect. Switch this off, " +
    "or ask whoever runs this Duet to set one up.",
  relayForEverybody:
    "Hides your network address from the people you talk with. Here this is so for everybody.",
};
