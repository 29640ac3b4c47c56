import type { Who } from "./roles.ts";
import type { Text } from "./text.ts";

/** Everything in German, but what is loaded later (`de-late.ts`). */
export const de: Text = {
  locale: "de",

  app: {
    name: "Duet",
    tagline: "Zwei Menschen, ein Gespräch.",
  },

  signIn: {
    title: "Anmelden",
    name: "Name",
    password: "Passwort",
    submit: "Anmelden",
    submitting: "Wird angemeldet…",
    expired: "Deine Anmeldung ist abgelaufen. Melde dich wieder an, um anzurufen und angerufen zu werden.",
    deleted: "Dein Konto wurde gelöscht.",
    noCookiesTitle: "Dieser Browser behält keine Cookies",
    noCookies: "Ohne sie kann sich niemand anmelden. Erlaube Cookies für diese Seite und lade sie neu.",
    noAccount: "Noch kein Konto? Bitte jemanden, der eines hat, um einen Einladungslink.",
    forgotten: "Passwort vergessen? Bitte den, der dieses Duet betreibt, um einen Link für ein neues.",
  },

  account: {
    menu: (name) => `${name}, dein Konto`,
    title: "Konto",
  },

  administration: {
    title: "Verwaltung",
  },

  wait: "Einen Moment…",

  session: {
    signOut: "Abmelden",
    unreachableTitle: "Duet ist nicht zu erreichen",
    unreachable: "Der Server antwortet nicht. Prüfe dein Netz; vielleicht startet er auch gerade.",
    tryAgain: "Noch einmal versuchen",
    lostInCall: {
      title: "Du bist nicht mehr angemeldet",
      detail:
        "Dein Gespräch geht weiter, doch bricht seine Verbindung, kann sie nicht geheilt werden. Melde dich wieder an.",
    },
    otherUserInCall: {
      title: "In diesem Browser hat sich jemand anderes angemeldet",
      detail: "Dein Gespräch geht weiter. Ist es zu Ende, beginnt diese Seite neu.",
    },
    otherUserTitle: "In diesem Browser hat sich jemand anderes angemeldet",
    otherUser:
      "Ein Browser gehört immer nur einem. Mach weiter als der, der jetzt angemeldet ist, oder nimm einen anderen Browser " +
      "oder ein anderes Profil.",
    goOn: "Weiter",
  },

  intercepted: {
    title: "Etwas zwischen dir und Duet antwortet an seiner Stelle",
    detail:
      "Es ist eine Anmeldung deines Netzes oder deiner Firma. Lade die Seite neu, um dorthin zu kommen.",
  },

  people: {
    region: "Wen anrufen",
    tab: "Personen",
    search: "Personen suchen",
    online: "Online",
    offline: "Offline",
    talksElsewhere: "Im Gespräch mit dir",
    call: (name) => `${name} anrufen`,
    nobody: "Noch ist niemand anderes hier",
    nobodyHint: "Lade jemanden ein, dann erscheint er in dieser Liste.",
    found: (count) => (count === 1 ? "1 Person gefunden" : `${count} Personen gefunden`),
    notFound: (query) => `Niemand heißt „${query}“`,
    loadFailed: "Die Liste konnte nicht geladen werden.",
  },

  dialog: {
    close: "Schließen",
    copied: "Kopiert",
  },

  settings: {
    title: "Einstellungen",
  },

  quiet: {
    title: "Nicht stören",
    on: "Nicht stören ist an",
    onUntil: (when) => `Nicht stören bis ${when}`,
    forAnHour: "Für 1 Stunde",
    untilMorning: (when) => `Bis ${when}`,
    untilSwitchedOff: "Bis ich es ausschalte",
    switchOff: "Ausschalten",
    switchOffAll: "Nicht stören ausschalten",
    silentHere: "Auf diesem Gerät klingelt kein Anruf",
  },

  notifications: {
    offerTitle: "Verpasse den nächsten Anruf nicht",
    offer:
      "Duet kann dich benachrichtigen, während du nicht darauf siehst. Dein Browser wird dich fragen, ob du es erlaubst.",
    turnOn: "Einschalten",
    notNow: "Jetzt nicht",
  },

  arrival: {
    opening: "Der Anruf wird geöffnet…",
  },

  person: {
    options: (name) => `Mehr zu ${name}`,
    blocked: "Blockiert",
  },

  recents: {
    tab: "Anrufe",
    missed: (count) => (count === 1 ? "1 verpasster Anruf" : `${count} verpasste Anrufe`),
    callBack: (name) => `${name} zurückrufen`,
    repeated: (words, times) => `${words} (${times})`,
    deletedAccount: "Gelöschtes Konto",
    none: "Noch keine Anrufe",
    noneHint: "Hier stehen die Anrufe, die du machst und bekommst.",
    loadFailed: "Deine Anrufe konnten nicht geladen werden.",
    direction: {
      incoming: "Eingehend",
      outgoing: "Ausgehend",
      unknown: "Anruf",
    },
  },

  invite: {
    title: "Jemanden einladen",
  },

  call: {
    region: "Gespräch",
    choose: "Wähle, wen du anrufen willst",
    chooseHint: "Tippe auf einen Namen, und dort klingelt es.",
    impossible: "Auf dieser Seite kannst du nicht telefonieren",
    impossibleToAnswer: "Hier kannst du nicht annehmen. Nimm auf einem anderen Gerät an, oder lehne ab.",
    oneAtATime: "Du bist in einem Gespräch",
    oneAtATimeHint: (isAnswered) =>
      isAnswered
        ? "Führe es hier weiter oder lege dort auf, um jemand anderen anzurufen."
        : "Es wurde auf einem anderen Gerät begonnen; dort kannst du auflegen.",
    opening: "Dein Mikrofon wird geöffnet…",
    calling: (name) => `${name} wird angerufen…`,
    ringing: (name) => `${name} ruft an`,
    rings: (name) => `Es klingelt bei ${name}…`,
    notified: (name) => `${name}: die Geräte werden benachrichtigt…`,
    offline: (name) => `${name} ist offline`,
    offlineHint: "Das wird ein verpasster Anruf, es sei denn, Duet wird dort jetzt geöffnet.",
    notifiedHint: "Es klingelt, sobald dort eines geöffnet wird.",
    claiming: "Das Gespräch wird hierher geholt…",
    elsewhere: (name) => `Im Gespräch mit ${name} auf einem anderen Gerät`,
    callingElsewhere: (name) => `${name} wird von einem anderen Gerät aus angerufen`,
    continueHere: "Hier weiterführen",
    connecting: "Wird verbunden…",
    connected: "Verbunden",
    reconnecting: "Wird wieder verbunden…",
    duration: "Dauer",
    accept: "Annehmen",
    decline: "Ablehnen",
    hangUp: "Auflegen",
    mute: "Stummschalten",
    unmute: "Stummschaltung aufheben",
    again: "Noch einmal anrufen",
    details: "Einzelheiten des Gesprächs",
    dismiss: "Ausblenden",
    minimise: "Personen zeigen",
    expand: "Gespräch zeigen",
    microphone: "Mikrofon",
    otherSpeaker: (device, name) =>
      `${
        device === "" ? "Dein Lautsprecher" : device
      } ist nicht verfügbar. Du hörst ${name} über den des Systems.`,
    systemMicrophone: "Wie im System",
    unnamedMicrophone: (number) => `Mikrofon ${number}`,
    ownLevel: "Der Pegel deines Mikrofons",
    permission: (name) => `Fragt dein Browser, so erlaube das Mikrofon, damit ${name} dich hört.`,
    callerGone: (name) => `${name} hat eben die Verbindung verloren und kommt vielleicht wieder.`,
    peerSignalingGone: (name) => `${name} hat die Verbindung zum Server verloren; das Gespräch geht weiter.`,
    peerUnreachable: (name) => `${name} ist gerade nicht zu erreichen. Es wird gewartet…`,
    peerMuted: (name) => `${name} hat das eigene Mikrofon stummgeschaltet`,
    quality: {
      gapsForMe: (name) => `Die Verbindung von ${name} ist schwach: Du hörst Lücken.`,
      gapsForPeer: (name) => `Deine Verbindung ist schwach: ${name} hört Lücken.`,
      gapsForBoth: () => "Die Verbindung ist schwach: Ihr hört beide Lücken.",
      late: () => "Die Verbindung ist langsam: Ihr hört einander verzögert.",
      lateOverRelay: () => "Das Relay ist weit weg: Ihr hört einander verzögert.",
    },
    soundBlocked: "Dein Browser hält den Ton zurück. Klicke irgendwohin, um ihn zu hören.",
    voiceBlocked: (name) =>
      `Dein Browser hält die Stimme von ${name} zurück. Klicke irgendwohin oder drücke eine Taste, um sie zu hören.`,
  },

  endings: {
    unknown: { title: "Das Gespräch ist zu Ende", detail: null },
    hung_up: ({ name, by }) => ({
      title: by === "me"
        ? "Du hast aufgelegt"
        : by === "peer"
        ? `${name} hat aufgelegt`
        : "Das Gespräch ist zu Ende",
      detail: null,
    }),
    cancelled: ({ name, role }) => ({
      title: role === "caller" ? "Du hast den Anruf abgebrochen" : `${name} hat den Anruf abgebrochen`,
      detail: null,
    }),
    declined: ({ name, role }) => ({
      title: role === "caller" ? `${name} hat abgelehnt` : "Du hast abgelehnt",
      detail: null,
    }),
    busy: ({ name, role }) =>
      role === "caller"
        ? {
          title: `Bei ${name} ist besetzt`,
          detail: "Es wird gerade mit jemand anderem gesprochen. Dein Anruf wird dort gezeigt.",
        }
        : { title: `${name} hat angerufen, während bei dir besetzt war`, detail: null },
    no_answer: ({ name, role }) =>
      role === "caller"
        ? { title: "Keine Antwort", detail: `${name} sieht, dass du angerufen hast.` }
        : { title: `Du hast einen Anruf von ${name} verpasst`, detail: null },
    continued_elsewhere: () => ({
      title: "Du führst dieses Gespräch auf einem anderen Gerät weiter",
      detail: null,
    }),
    signed_out: ({ name, by }) =>
      by === "peer"
        ? { title: `${name} wurde abgemeldet`, detail: "Das hat das Gespräch beendet." }
        : { title: "Du wurdest abgemeldet", detail: "Das hat das Gespräch beendet." },
    answered_elsewhere: () => ({ title: "Auf einem anderen Gerät angenommen", detail: null }),
    declined_elsewhere: () => ({ title: "Auf einem anderen Gerät abgelehnt", detail: null }),
    called_elsewhere: ({ name, by }) =>
      by === "peer"
        ? {
          title: `${name} hat das Gespräch verlassen`,
          detail: "Dort wird von einem anderen Gerät aus jemand angerufen.",
        }
        : {
          title: "Das Gespräch ist zu Ende",
          detail: "Einer von euch ruft auf einem anderen Gerät jemanden an.",
        },
    connect_failed: (who) => {
      if (who.unheard) return noServer(who);
      const title = "Es kam keine Verbindung zustande";
      if (who.offline === "peer") {
        return { title, detail: `${who.name} war weg, oder das Netz dort ist ausgefallen.` };
      }
      if (who.offline === "me") {
        return { title, detail: "Dein Netz ist ausgefallen. Prüfe es und rufe dann noch einmal an." };
      }
      return {
        title,
        detail: who.noPath ?? "Zwischen euch beiden wurde kein Weg für den Ton gefunden. " +
            "Vielleicht ist eine Firewall dazwischen: versuche es noch einmal, oder aus einem anderen Netz.",
      };
    },
    connection_lost: (who) => {
      const { name, by, offline } = who;
      if (who.unheard) return noServer(who);
      const title = "Die Verbindung ist verloren gegangen";
      if (offline === "peer") {
        return { title, detail: `Das Netz von ${name} ist ausgefallen und kam nicht rechtzeitig wieder.` };
      }
      if (offline === "me") {
        return {
          title,
          detail: "Dein Netz war zu lange ausgefallen. Prüfe es und rufe dann noch einmal an.",
        };
      }
      if (by === "peer") {
        return { title, detail: `Das Gerät von ${name} hörte deines nicht mehr und hat es aufgegeben.` };
      }
      return {
        title,
        detail: "Der Ton kam nicht rechtzeitig wieder. Prüfe dein Netz und rufe dann noch einmal an.",
      };
    },
    abandoned: () => ({
      title: "Das Gespräch ist zu Ende",
      detail: "Ihr hattet beide zu lange keine Verbindung zum Server.",
    }),
    microphone_unavailable: ({ name, by }) =>
      by === "peer"
        ? {
          title: `Das Mikrofon von ${name} ist nicht verfügbar`,
          detail: "Die Seite dort wurde neu geladen und konnte das Mikrofon nicht öffnen.",
        }
        : {
          title: "Dein Mikrofon ist nicht verfügbar",
          detail: "Ohne Mikrofon konnte das Gespräch nicht weitergehen.",
        },
  },

  paths: {
    why: () => null,
  },

  endingsInList: {
    cancelled: ({ role }) => (role === "caller" ? "Abgebrochen" : "Verpasst"),
    declined: ({ role }) => (role === "caller" ? "Abgelehnt" : "Von dir abgelehnt"),
    busy: ({ role }) => (role === "caller" ? "War besetzt" : "Verpasst, du warst im Gespräch"),
    no_answer: ({ role }) => (role === "caller" ? "Keine Antwort" : "Verpasst"),
    connect_failed: () => "Keine Verbindung",
    connection_lost: () => "Verbindung verloren",
    abandoned: () => "Verbindung verloren",
    microphone_unavailable: () => "Kein Mikrofon",
  },

  microphone: {
    "not-allowed": {
      title: "Duet darf dein Mikrofon nicht benutzen",
      detail: {
        chromium:
          "Klicke auf das Zeichen links von der Adresse, erlaube das Mikrofon und versuche es noch einmal.",
        firefox:
          "Klicke auf das durchgestrichene Mikrofon neben der Adresse, hebe die Sperre auf und versuche es " +
          "noch einmal.",
        safari:
          "Öffne in Safari die Einstellungen für diese Website, erlaube das Mikrofon und versuche es noch einmal.",
        other:
          "Erlaube das Mikrofon für diese Seite in den Einstellungen deines Browsers und versuche es noch einmal.",
      },
    },
    "not-found": {
      title: "Es wurde kein Mikrofon gefunden",
      detail: "Stecke eines an oder schalte es ein und versuche es noch einmal.",
    },
    "not-readable": {
      title: "Dein Mikrofon antwortet nicht",
      detail: "Vielleicht benutzt es ein anderes Programm. Schließe dieses, oder wähle ein anderes Mikrofon.",
    },
    unknown: {
      title: "Das Mikrofon konnte nicht geöffnet werden",
      detail: "Sieh nach, ob es in einem anderen Programm geht, und versuche es noch einmal.",
    },
  },

  voiceHint: {
    speakingWhileMuted: (name) => ({
      title: "Du bist stummgeschaltet",
      detail: `${name} hört nicht, was du sagst.`,
    }),
    nothingHeard: (name) => ({
      title: "Von deinem Mikrofon ist nichts zu hören",
      detail: `${name} hört dich nicht. Ist es am Gerät selbst ausgeschaltet? Sonst wähle ein anderes.`,
    }),
  },
  microphoneNews: {
    switched: (device) => ({
      title: device === "" ? "Jetzt mit einem anderen Mikrofon" : `Jetzt mit ${device}`,
      detail: null,
    }),
    silenced: (name) => ({
      title: "Dein Mikrofon wird vom System stumm gehalten",
      detail: `${name} hört dich nicht. Ein Telefonanruf oder ein Schalter am Gerät kann es zurückhalten.`,
    }),
    missing: (name) => ({
      title: "Es wurde kein Mikrofon gefunden",
      detail: `${name} hört dich nicht. Stecke eines an oder schalte eines ein; es wird sofort benutzt.`,
    }),
  },

  refused: {
    title: "Der Anruf konnte nicht begonnen werden",
    user_disabled: "Das Konto dieser Person ist abgeschaltet.",
    unknown_user: "Das Konto dieser Person gibt es nicht mehr.",
    already_in_call: "Du bist schon in einem Gespräch, vielleicht auf einem anderen Gerät.",
    too_many_calls: "Du hast sehr oft angerufen. Warte eine Minute und versuche es dann noch einmal.",
    other_device: "Dieses Gespräch ist auf einem anderen deiner Geräte.",
    rate_limited: "Das war viel auf einmal. Warte einen Moment und versuche es noch einmal.",
    cannot_save:
      "Der Server kann gerade nichts speichern. Laufende Gespräche gehen weiter. Versuche es später noch einmal.",
    internal_error: "Der Server hat selbst ein Problem. Versuche es noch einmal.",
    other: "Der Server sagt: ",
  },

  connection: {
    offlineTitle: "Du bist nicht mit dem Server verbunden",
    offlineDetail:
      "Bis die Verbindung wieder da ist, kann kein Anruf begonnen oder angenommen werden. Es wird versucht.",
    lost: "Deine Verbindung zum Server ist weg. Es wird versucht, sie wiederzubekommen…",
    shutOut: {
      title: "Diese Seite erreicht den Server, ihre ständige Verbindung aber nicht",
      detail: "Etwas auf dem Weg, etwa ein Proxy oder eine Firewall, lässt keinen WebSocket durch. " +
        "Wer diesen Server oder dein Netz betreibt, kann das ändern. Es wird weiter versucht.",
    },
    lostInCall: "Deine Verbindung zum Server ist weg; das Gespräch geht weiter.",
    replaced: "Duet wurde in einem anderen Fenster geöffnet, an Stelle von diesem.",
    useHere: "Hier benutzen",
  },

  update: {
    ready: "Eine neue Version von Duet ist da.",
    afterCall: "Eine neue Version von Duet ist da. Sie wird nach dem Gespräch geladen.",
    misfit: "Diese Seite und der Server sind von zwei Versionen, die nicht zusammenpassen.",
    load: "Jetzt laden",
    again: "Die Seite neu laden",
  },

  check: {
    title: "Meine Verbindung prüfen",
  },

  late: {
    failedTitle: "Das konnte nicht geladen werden",
    failed:
      "Der Server hat nicht geantwortet, oder er hat inzwischen eine neuere Seite. Prüfe dein Netz und lade die Seite neu.",
  },

  keys: {
    accept: "Strg Enter",
    decline: "Strg ⌫",
    hangUp: "Strg ⌫",
    mute: "Strg M",
    search: "Strg K",
  },

  errors: {
    unreachable: "Der Server antwortet nicht. Prüfe dein Netz und versuche es noch einmal.",
    required: "Das wird gebraucht.",
    inItsWords: (message) => `Der Server sagt auf Englisch: ${message}`,
    codes: {
      wrong_credentials: "Name oder Passwort ist falsch.",
      account_disabled: "Dieses Konto ist gesperrt. Wer hier Verwaltungsrechte hat, kann es entsperren.",
      too_many_attempts: "Zu viele Versuche. Warte eine Minute und versuche es dann noch einmal.",
      too_busy: "Gerade melden sich viele an. Versuche es in ein paar Sekunden noch einmal.",
      sign_in_required: "Du bist nicht mehr angemeldet. Melde dich an und versuche es dann noch einmal.",
      other_user: "In diesem Browser hat sich jemand anders angemeldet. Lade die Seite neu.",
      unknown_call: "Der Server kennt keinen solchen Anruf.",
      wrong_state: "Der Anruf klingelt nicht mehr.",
      no_relay: "Hier ist kein Relay eingerichtet, also kann kein Anruf darüber gehen.",
      push_off:
        "Dieser Server weckt keine geschlossenen Seiten. Lass die Seite offen, um angerufen zu werden.",
      too_large: "Das ist mehr, als der Server auf einmal annimmt.",
      shutting_down: "Der Server wird gerade beendet. Versuche es gleich noch einmal.",
      internal_error: "Der Server konnte das nicht tun und hat notiert, warum. Versuche es noch einmal.",
      foreign_origin:
        "Der Server erwartet seine Seite unter einer anderen Adresse. Wer dieses Duet betreibt, kann sie einstellen (public-url).",
    },
  },
};

function noServer({ name, role }: Who) {
  const detail = role === "caller"
    ? `${name} weiß vielleicht nicht, dass du angerufen hast. Prüfe dein Netz und rufe dann noch einmal an.`
    : `${name} weiß vielleicht nicht, dass du angenommen hast. Prüfe dein Netz und rufe dann zurück.`;
  return { title: "Der Server war nicht zu erreichen", detail };
}
