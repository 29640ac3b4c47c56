/** What notifications say, in English. They have a catalogue of their own, because the worker that shows them has a file of its own. */
export const enNotice = {
  language: "en",
  rings: (name: string) => `${name} is calling`,
  ringsBody: (username: string) => `A call in Duet from ${username}`,
  ringsBodyWithoutActions: (username: string) => `A call in Duet from ${username}. Press here to see it.`,
  answer: "Answer",
  decline: "Decline",
  missed: (name: string) => `Missed call from ${name}`,
  missedBody: (username: string) => `It was ${username}. Press here to open Duet.`,
  over: (name: string) => `${name}’s call has ended`,
  overBody: {
    answeredElsewhere: "You answered on another device.",
    declined: "You declined it.",
    other: "It does not ring any more.",
  },
  undeclined: (name: string) => `${name}’s call could not be declined`,
  undeclinedBody: {
    signedOut: "You are not signed in here any more. Press here to open Duet.",
    otherUser: "Somebody else has signed in in this browser. Press here to open Duet.",
    intercepted: "A network’s or company’s sign-in answers in the server’s place. Press here to open Duet.",
    unreachable: "The server gives no answer. Press here to open Duet.",
    refused: (sentence: string) => `${sentence} Press here to open Duet.`,
  },
  notForYou: "A call for another account",
  notForYouBody: "Somebody called an account that was signed in to Duet here before.",
  unknown: "Something has happened in Duet",
  unknownBody: "Press here to open it.",
} as const;
