import type { NoticeText } from "./notice-text.ts";

/** What notifications say, in German. */
export const deNotice: NoticeText = {
  language: "de",
  rings: (name) => `${name} ruft an`,
  ringsBody: (username) => `Ein Anruf in Duet von ${username}`,
  ringsBodyWithoutActions: (username) => `Ein Anruf in Duet von ${username}. Tippe hier, um ihn zu sehen.`,
  answer: "Annehmen",
  decline: "Ablehnen",
  missed: (name) => `Verpasster Anruf von ${name}`,
  missedBody: (username) => `Es war ${username}. Tippe hier, um Duet zu öffnen.`,
  over: (name) => `Der Anruf von ${name} ist vorbei`,
  overBody: {
    answeredElsewhere: "Du hast auf einem anderen Gerät angenommen.",
    declined: "Du hast abgelehnt.",
    other: "Es klingelt nicht mehr.",
  },
  undeclined: (name) => `Der Anruf von ${name} konnte nicht abgelehnt werden`,
  undeclinedBody: {
    signedOut: "Du bist hier nicht mehr angemeldet. Tippe hier, um Duet zu öffnen.",
    otherUser: "In diesem Browser hat sich jemand anders angemeldet. Tippe hier, um Duet zu öffnen.",
    intercepted:
      "Eine Anmeldung eines Netzes oder einer Firma antwortet an Stelle des Servers. Tippe hier, um Duet zu öffnen.",
    unreachable: "Der Server antwortet nicht. Tippe hier, um Duet zu öffnen.",
    refused: (sentence) => `Der Server sagt auf Englisch: ${sentence} Tippe hier, um Duet zu öffnen.`,
  },
  notForYou: "Ein Anruf für ein anderes Konto",
  notForYouBody: "Jemand hat ein Konto angerufen, das hier vorher in Duet angemeldet war.",
  unknown: "In Duet ist etwas geschehen",
  unknownBody: "Tippe hier, um es zu öffnen.",
};
