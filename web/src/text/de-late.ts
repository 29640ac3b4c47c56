import type { LateWords } from "./late-text.ts";

const unsupported =
  "Dein Browser, oder etwas, das ihm hinzugefügt wurde, macht keine Verbindungen zwischen Browsern: es kann kein " +
  "Gespräch geben.";

/** What is loaded later, in German. */
export const deLate: LateWords = {
  account: {
    nameTitle: "Dein Name",
    shownAs: "So sehen dich andere",
    signsIn: (username) => `Du meldest dich als ${username} an; das bleibt so.`,
    save: "Namen speichern",
    saving: "Wird gespeichert…",
    saved: "Gespeichert. Andere sehen ihn, sobald ihre Seite wieder geladen wird.",
    passwordTitle: "Passwort",
    current: "Dein bisheriges Passwort",
    chosen: "Dein neues Passwort",
    change: "Passwort ändern",
    changing: "Wird geändert…",
    changed: "Geändert. Du bist nur noch auf diesem Gerät angemeldet.",
    sessionsTitle: "Wo du angemeldet bist",
    here: "Dieses Gerät",
    lastSeen: (when) => `Zuletzt aktiv: ${when}`,
    signOut: (device) => `Abmelden: ${device}`,
    signOutOne: "Abmelden",
    signOutOthers: "Überall sonst abmelden",
    signedOut: "Dort abgemeldet.",
    deleteTitle: "Konto löschen",
    deleteAsk: "Mein Konto löschen…",
    deleteGoes:
      "Dein Name, dein Anmeldename und dein Passwort verschwinden, auch alle Anmeldungen, deine Anrufliste, deine " +
      "Einstellungen, wen du blockiert hast, und Einladungen von dir, die noch niemand benutzt hat. Ein laufendes Gespräch " +
      "endet. Das lässt sich nicht rückgängig machen.",
    deleteStays:
      "Andere behalten die Gespräche mit dir in ihren Listen, als Gespräche mit einem gelöschten Konto.",
    deletePassword: "Dein Passwort",
    deleteForGood: "Mein Konto endgültig löschen",
    deleting: "Wird gelöscht…",
    keep: "Mein Konto behalten",
    nowhereElse: "Sonst bist du nirgends angemeldet.",
    device: (browser, system) => `${browser} auf ${system}`,
    unknownBrowser: "Ein Browser",
    unknownSystem: "einem Gerät",
  },

  administration: {
    administrator: "Verwaltet hier",
    disabled: "Gesperrt",
    manage: "Verwalten",
    manageOne: (name, username) => `${name} (${username}) verwalten`,
    more: (count) => `${count} weitere: suche nach einem Namen.`,
    back: "Zurück zu allen",
    makeLink: "Link erstellen",
    makeLinkHint: (name) => `Falls ${name} das Passwort vergessen hat: ein Link, um ein neues zu wählen.`,
    link: "Link für ein neues Passwort",
    linkLead: (name) =>
      `Schicke diesen Link an ${name}, auf einem Weg, auf dem ihn sonst niemand liest: Wer ihn zuerst öffnet, hat das ` +
      "Konto. Er geht einmal, meldet überall ab, und wird nur jetzt gezeigt.",
    make: "Ernennen",
    makeHint: "Darf dann hier verwalten, so wie du.",
    unmake: "Entziehen",
    unmakeHint: (name) => `${name} darf hier verwalten. Jemand muss es immer dürfen.`,
    disable: "Sperren",
    disableHint: (name) =>
      `${name} wird abgemeldet, ein Gespräch endet, und bis du es zurücknimmst, ist weder Anmelden noch Anrufen möglich.`,
    enable: "Entsperren",
    enableHint: (name) => `${name} kann sich wieder anmelden.`,
    remove: "Entfernen…",
    removeHint: (name) => `Löscht das Konto von ${name} endgültig.`,
    removeLead: (name) =>
      `${name} endgültig entfernen? Name, Passwort und Einstellungen verschwinden. Andere behalten ihre Gespräche, als ` +
      "Gespräche mit einem gelöschten Konto.",
    removeForGood: "Endgültig entfernen",
    keep: "Behalten",
    ownHint: "Das bist du. Dein eigenes Konto löschst du unter „Konto“.",
    invitationsTitle: "Offene Einladungen",
    noInvitations: "Es gibt keinen Link, den noch jemand benutzen könnte.",
    by: (name, when) => `Von ${name}, ${when}`,
    byOperator: (when) => `Von der Kommandozeile des Servers, ${when}`,
    revoke: "Zurückziehen",
    revokeOne: (which) => `Zurückziehen: ${which}`,
  },

  check: {
    lead:
      "Das dauert höchstens eine Viertelminute. Fragt dein Browser, so erlaube das Mikrofon und sage etwas.",
    again: "Noch einmal prüfen",
    copy: "Ergebnis kopieren",
    copyByHand:
      "Dein Browser lässt diese Seite nicht kopieren. Hier ist das Ergebnis, zum Kopieren von Hand:",
    result: "Ergebnis",

    summary: {
      running: "Wird geprüft…",
      fine: "Alles gut: von hier kann man anrufen",
      partial: "Was geprüft werden konnte, ist gut; nicht alles konnte es",
      limited: "Anrufe gehen von hier, mit den Grenzen unten",
      broken: "Von hier kann man zurzeit nicht anrufen",
    },

    verdicts: {
      waiting: "Noch nicht geprüft",
      running: "Wird geprüft",
      fine: "In Ordnung",
      played: "Abgespielt",
      weak: "Eingeschränkt",
      failed: "Geht nicht",
      skipped: "Nicht geprüft",
    },

    subjects: {
      microphone: "Mikrofon",
      loudspeaker: "Lautsprecher",
      server: "Server",
      helpers: "Wege zwischen Netzen",
      address: "Direkte Gespräche (STUN)",
      relay: "Relay (TURN)",
      "relay-udp": "Relay über UDP",
      "relay-tcp": "Relay über TCP",
      "relay-tls": "Relay über TLS",
    },

    microphone: {
      hearYourself: "Aufnehmen und anhören",
      recording: "Zwei Sekunden werden aufgenommen…",
      playing: "Wird abgespielt…",
      cannotRecord: "Dein Browser kann hier nicht aufnehmen.",
      waiting: "Es wird geöffnet; vielleicht fragt dich dein Browser, ob er darf.",
      running: "Sage etwas: der Balken geht mit deiner Stimme.",
      fine: "Deine Stimme ist zu hören.",
      silent:
        "Noch war nichts zu hören. Sage etwas; rührt sich der Balken nicht, dreh das Mikrofon auf oder wähle ein anderes.",
      unmeasured:
        "Es ist offen, aber dein Browser lässt seine Lautstärke nicht messen. Nimm dich auf und höre es dir an.",
      unanswered:
        "Dein Browser fragt, ob Duet das Mikrofon benutzen darf. Antworte ihm, dann geht es weiter.",
      inCall: "Dein Gespräch benutzt es, und dabei bleibt es.",
    },

    loudspeaker: {
      play: "Einen Ton abspielen",
      waiting: "Spiele einen Ton ab, um zu hören, ob er geht.",
      running: "Ein Ton wird abgespielt…",
      played:
        "Ein Ton wurde abgespielt. Hast du keinen gehört, mach lauter oder wähle in deinem System eine andere Ausgabe.",
      blocked: "Dein Browser hält den Ton zurück. Klicke irgendwohin und versuche es noch einmal.",
    },

    server: {
      fine: (roundTrip) => `Er antwortet in ${roundTrip}.`,
      slow: (roundTrip) => `Er braucht ${roundTrip} für eine Antwort: es klingelt spät.`,
      "not-live":
        "Er antwortet, aber die ständige Verbindung zu ihm kommt nicht zustande: du kannst weder anrufen noch angerufen " +
        "werden. Etwas auf dem Weg, etwa ein Proxy oder eine Firewall, lässt vielleicht keinen WebSocket durch.",
      unreachable: "Er antwortet nicht: du kannst weder anrufen noch angerufen werden. Prüfe dein Netz.",
      intercepted:
        "Etwas anderes antwortet an seiner Stelle: eine Anmeldung deines Netzes oder deiner Firma. Lade die Seite neu, um " +
        "dorthin zu kommen.",
      "signed-out": "Er antwortet, dass du nicht mehr angemeldet bist. Lade die Seite neu und melde dich an.",
      "other-user":
        "Er antwortet, dass in diesem Browser jetzt jemand anderes angemeldet ist. Lade die Seite neu.",
    },

    helpers: {
      none:
        "Hier ist kein STUN-Server und kein Relay eingerichtet: Anrufe gehen innerhalb eines Netzes und kaum von einem zum " +
        "anderen. Wer diesen Server betreibt, kann das ändern.",
      "relay-missing":
        "Deine Gespräche sollen nur über ein Relay gehen, und es ist keines eingerichtet: es kann kein Gespräch geben. Wer " +
        "diesen Server betreibt, kann das ändern; wolltest du es selbst so, kannst du es in deinen Einstellungen ändern.",
      unasked: "Der Server hat nicht gesagt, welche STUN-Server und Relays es gibt.",
    },

    address: {
      fine:
        "Es ist bekannt, unter welcher Adresse andere dich erreichen: die meisten Gespräche gehen direkt, ohne Relay.",
      none: "Hier ist kein STUN-Server eingerichtet: Gespräche in andere Netze brauchen das Relay.",
      "relay-only":
        "Wird nicht gebraucht: deine Gespräche gehen nur über ein Relay, damit andere deine Adresse nicht erfahren.",
      unclear:
        "Nicht in jedem deiner Netze antwortet ein STUN-Server, und keiner nannte eine andere Adresse als deine eigene: " +
        "Gespräche in andere Netze brauchen vielleicht ein Relay.",
      "same-network":
        "Der STUN-Server sieht dich so, wie du in deinem eigenen Netz bist, und steht vielleicht selbst darin: Gespräche in " +
        "andere Netze brauchen vielleicht ein Relay.",
      unsupported,
      "no-answer":
        "Kein STUN-Server antwortet; vielleicht lässt eine Firewall kein UDP durch. Gespräche in andere Netze brauchen ein " +
        "Relay.",
    },

    relay: {
      none: "Hier ist kein Relay eingerichtet: Anrufe misslingen, wo zwei Netze nichts direkt durchlassen. " +
        "Wer diesen Server betreibt, kann das ändern.",
      notSetUp: {
        udp:
          "Hier nicht eingerichtet: Gespräche über das Relay nehmen einen Weg, auf dem der Ton leichter stockt.",
        tcp: "Hier nicht eingerichtet: Anrufe misslingen aus Netzen, die kein UDP durchlassen.",
        tls:
          "Hier nicht eingerichtet: Anrufe misslingen vielleicht aus Büros, die nur Webseiten durchlassen.",
      },
      fine: (took, roundTrip) => `Es verbindet in ${took}, und der Ton ist in ${roundTrip} zurück.`,
      slow: (roundTrip) =>
        `Es geht, braucht aber ${roundTrip} hin und zurück: ihr würdet einander ins Wort fallen.`,
      "not-relayed":
        "Es antwortet, aber nichts kommt hindurch. Gespräche, in denen beide Seiten das Relay brauchen, misslingen " +
        "vielleicht.",
      unsupported,
      refused:
        "Es weist ab, womit Duet sich dort anmeldet: sein Geheimnis ist ein anderes, oder eine Uhr geht falsch. " +
        "Sage es dem, der diesen Server betreibt.",
      full: "Es hat keinen Platz für ein weiteres Gespräch. Versuche es später noch einmal.",
      unreachable:
        "Es ist auf diesem Weg nicht zu erreichen: eine Firewall ist dazwischen, oder es läuft nicht.",
      "no-address":
        "Es gibt keine Adresse her: es ist auf diesem Weg nicht zu erreichen, oder es weist ab, womit Duet sich dort anmeldet.",
    },
  },

  reset: {
    title: "Wähle ein neues Passwort",
    lead: (username) => `Für ${username}. Überall sonst wirst du abgemeldet.`,
    submit: "Passwort setzen und anmelden",
    badLink: {
      reset_invalid:
        "Er wurde benutzt, oder es gibt einen neueren, oder er wurde nicht ganz kopiert. Bitte um einen neuen.",
      reset_expired: "Er ist abgelaufen. Bitte um einen neuen.",
    },
  },

  settings: {
    language: "Sprache",
    languageHint:
      "Auf diesem Gerät. Mitten in einem Gespräch ändert sie sich erst, wenn die Seite das nächste Mal geladen wird.",
    browserLanguage: (name) => `Wie im Browser (${name})`,
    alwaysRelay: "Immer ein Relay benutzen",
    alwaysRelayHint: "Verbirgt deine Netzadresse vor denen, mit denen du sprichst, vom nächsten Gespräch an.",
    noRelay:
      "Das würde deine Netzadresse vor denen verbergen, mit denen du sprichst, doch hier ist kein Relay eingerichtet.",
    relayGone:
      "Hier ist kein Relay mehr eingerichtet, deine Gespräche kommen also nicht zustande. Schalte dies aus, " +
      "oder bitte den, der dieses Duet betreibt, eines einzurichten.",
    relayForEverybody:
      "Verbirgt deine Netzadresse vor denen, mit denen du sprichst. Das ist hier für alle so.",
  },
};
