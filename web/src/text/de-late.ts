import { dePaths } from "./de-paths.ts";
import type { LateWords } from "./late-text.ts";

const unsupported =
  "Dein Browser, oder etwas, das ihm hinzugefügt wurde, macht keine Verbindungen zwischen Browsern: es kann kein " +
  "Gespräch geben.";

/** What is loaded later, in German. */
export const deLate: LateWords = {
  errors: {
    /** What the server refuses there. */
    codes: {
      wrong_password: "Das ist nicht dein Passwort.",
      unknown_session: "Dort bist du nicht mehr angemeldet.",
      last_administrator: "Außer dir darf hier niemand verwalten. Gib erst jemand anderem Verwaltungsrechte.",
      administrators_only: "Das darf nur, wer Verwaltungsrechte hat, und du hast keine mehr.",
      username_taken: "Dieser Name ist vergeben. Wähle einen anderen.",
      username_invalid: "1 bis 32 Zeichen: Buchstaben von a bis z, Ziffern, Punkt, Unterstrich, Bindestrich.",
      username_imitates: "Man könnte ihn für den Namen von jemand anderem halten. Wähle einen anderen.",
      name_invalid: "1 bis 64 sichtbare Zeichen und nichts Unsichtbares.",
      name_imitates:
        "Man könnte ihn für den Namen von jemand anderem halten. Ergänze etwas, das euch unterscheidet.",
      password_too_short: "Mindestens 8 Zeichen.",
      password_too_long: "Das ist zu lang.",
      password_invalid: "Tabulatoren und Zeilenumbrüche können nicht darin stehen.",
      too_many_invitations:
        "Zu viele deiner Einladungen sind noch offen. Warte, bis eine benutzt wurde oder abgelaufen ist.",
      no_relay: "Hier ist kein Relay eingerichtet, also kann kein Gespräch über eines gehen.",
      end_has_passed:
        "Nach der Uhr des Servers ist dieser Moment vorbei. Prüfe Datum und Uhrzeit deines Geräts.",
      unknown_user: "Dieses Konto gibt es nicht mehr.",
      own_account:
        "Das ist dein eigenes Konto. Löschen kannst du es unter „Konto“; sperren kann es nur jemand anderes.",
      unknown_invitation: "Diese Einladung ist nicht mehr offen.",
    },
  },

  session: {
    signInAgainTitle: "Wieder anmelden",
    signInAgain: (name) => `Du bist ${name}. Dein Gespräch geht derweil weiter.`,
    signOutTitle: "Mitten im Gespräch abmelden?",
    signOutInCall: (peer) => `Du sprichst gerade mit ${peer}. Das Abmelden beendet das Gespräch.`,
    stay: "Angemeldet bleiben",
  },

  welcome: {
    setupTitle: "Duet einrichten",
    setupLead: "Lege das erste Konto an. Danach kannst du andere einladen.",
    invitationTitle: "Du bist eingeladen",
    invitationLead: "Lege dein Konto an, dann kannst du anrufen und angerufen werden.",
    name: "Name",
    nameHint: "Damit meldest du dich an: Buchstaben, Ziffern, Punkte, Striche.",
    shownAs: "So sehen dich andere",
    password: "Passwort",
    passwordHint: "Mindestens 8 Zeichen.",
    submit: "Konto anlegen",
    submitting: "Dein Konto wird angelegt…",
    toSignIn: "Zur Anmeldung",
    badLinkTitle: "Dieser Link geht nicht",
    badLink: {
      invitation_invalid: "So einen Link gibt es hier nicht. Sieh nach, ob er ganz kopiert wurde.",
      invitation_expired: "Dieser Link ist abgelaufen. Bitte um einen neuen.",
      invitation_used: "Dieser Link wurde schon benutzt. Warst du es selbst, dann melde dich an.",
      setup_closed: "Duet ist schon eingerichtet. Melde dich an, oder bitte um einen Einladungslink.",
    },
    unknownLink: "Diese Seite weiß nicht, wofür der Link ist. Lade die Seite neu.",
  },

  account: {
    nameTitle: "Dein Name",
    shownAs: "So sehen dich andere",
    signsIn: (username) => `Du meldest dich als ${username} an; das bleibt so.`,
    save: "Namen speichern",
    saving: "Wird gespeichert…",
    saved: "Gespeichert. Andere sehen ihn, wenn sie die Seite das nächste Mal laden.",
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
      "Das löscht deinen Namen, deinen Anmeldenamen und dein Passwort, deine Anrufliste, deine Einstellungen, wen du " +
      "blockiert hast, und deine Einladungen, die noch niemand benutzt hat. Du wirst überall abgemeldet, und ein laufendes " +
      "Gespräch endet. Das lässt sich nicht rückgängig machen.",
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
    administrator: "Mit Verwaltungsrechten",
    disabled: "Gesperrt",
    manage: "Verwalten",
    manageOne: (name, username) => `${name} (${username}) verwalten`,
    more: (count) => `Noch ${count} weitere. Suche nach einem Namen, um sie zu finden.`,
    back: "Zurück zu allen",
    makeLink: "Passwort-Link erstellen",
    makeLinkHint: (name) =>
      `Falls ${name} das Passwort vergessen hat: erstellt einen Link, mit dem man ein neues wählt.`,
    link: "Link für ein neues Passwort",
    linkLead: (name) =>
      `Schicke ${name} diesen Link so, dass ihn sonst niemand lesen kann: Wer ihn zuerst benutzt, bekommt das Konto. ` +
      `Dabei wird ${name} überall sonst abgemeldet. Der Link gilt nur einmal und wird nur jetzt gezeigt.`,
    make: "Verwaltungsrechte geben",
    makeHint: (name) => `${name} darf dann alles, was du hier darfst.`,
    unmake: "Verwaltungsrechte entziehen",
    unmakeHint: (name) =>
      `${name} darf alles, was du hier darfst. Mindestens eine Person muss das immer dürfen.`,
    disable: "Sperren",
    disableHint: (name) =>
      `${name} wird abgemeldet, und ein laufendes Gespräch endet. Bis du das Konto entsperrst, kann sich dort niemand anmelden ` +
      "oder angerufen werden.",
    enable: "Entsperren",
    enableHint: (name) => `${name} kann sich wieder anmelden und angerufen werden.`,
    remove: "Entfernen…",
    removeHint: (name) => `Löscht das Konto von ${name} endgültig.`,
    removeLead: (name) =>
      `${name} endgültig entfernen? Name, Passwort und Einstellungen werden gelöscht. Andere behalten ihre Gespräche mit ` +
      `${name}, als Gespräche mit einem gelöschten Konto. Das lässt sich nicht rückgängig machen.`,
    removeForGood: "Endgültig entfernen",
    keep: "Konto behalten",
    ownHint:
      "Das ist dein eigenes Konto. Hier lässt es sich weder sperren noch entfernen; löschen kannst du es unter „Konto“.",
    invitationsTitle: "Offene Einladungen",
    noInvitations: "Keine Einladung ist offen.",
    by: (name, when) => `Von ${name}, ${when}`,
    byOperator: (when) => `Von der Kommandozeile des Servers, ${when}`,
    revoke: "Zurückziehen",
    revokeOne: (which) => `Zurückziehen: ${which}`,
  },

  details: {
    title: (name) => `Das Gespräch mit ${name}`,
    failed: "Die Einzelheiten konnten nicht geladen werden.",
    you: "Du",
    server: "Server",
    device: (number) => `Gerät ${number}`,
    plots: "Die letzten Minuten, hier gemessen",
    noPlots: "Von diesem Gespräch wurde auf dieser Seite nichts gemessen.",
    roundTrip: "Laufzeit hin und zurück",
    lossToMe: "Verloren auf dem Weg zu dir",
    lossToPeer: (name) => `Verloren auf dem Weg zu ${name}`,
    jitter: "Schwankung (Jitter)",
    now: (value, highest) => `${value} (Spitze ${highest})`,
    unmeasured: "Nicht gemessen",
    sides: "Wie es an beiden Enden klang",
    noSides:
      "Kein Gerät hat gemeldet, wie es klang. Die Geräte tun das alle zehn Sekunden, und jede Minute wird es hier festgehalten.",
    way: "Weg des Tons",
    ways: { host: "Direkt", srflx: "Direkt", prflx: "Direkt", relay: "Über ein Relay" },
    by: (way, transport) => `${way}, ${transport}`,
    loss: "Verloren, bevor es ankam",
    madeUp: "Vom Browser ergänzt",
    codec: "Kodierung",
    otherCodec: "Eine andere",
    level: "Lautstärke",
    meanAndHighest: (mean, highest) => `${mean} (Spitze ${highest})`,
    timeline: "Was geschehen ist",
    timelineLeftOut: (count) => `${count} Zeilen aus der Mitte sind hier ausgelassen.`,
    copy: "Als Text kopieren",
    copyByHand: "Dein Browser lässt diese Seite nicht kopieren. Kopiere den Text darunter von Hand:",
    lines: {
      placed: {
        ringing: "Angerufen; es klingelte auf einer offenen Seite",
        notifying: "Angerufen; keine Seite war offen, geschlossene Browser wurden gerade benachrichtigt",
        notified: "Angerufen; keine Seite war offen, geschlossene Browser wurden benachrichtigt",
        offline: "Angerufen; keine Seite war offen, und nichts konnte benachrichtigt werden",
        unknown: "Angerufen",
      },
      asked_again: "Den Anruf noch einmal angefordert",
      accepted: "Angenommen",
      called_back: "Angenommen, durch einen gleichzeitigen Anruf",
      continued: "Das Gespräch auf diesem Gerät fortgesetzt",
      wants_offer: "Einen neuen Weg für den Ton angefordert",
      declined: "Abgelehnt",
      offered: "Einen Weg für den Ton angeboten",
      answered: "Das Angebot angenommen",
      muted: "Stummgeschaltet",
      unmuted: "Nicht stummgeschaltet",
      ended: {
        hung_up: "Aufgelegt",
        cancelled: "Aufgegeben, bevor jemand annahm",
        connect_failed: "Beendet: Für den Ton fand sich kein Weg",
        connection_lost: "Beendet: Der Weg für den Ton ging verloren und kam nicht wieder",
        called_elsewhere: "Von einem anderen Gerät aus angerufen, was dieses Gespräch beendete",
        signed_out: "Das Gespräch beendet: abgemeldet",
        microphone_unavailable: "Beendet: Es gab kein Mikrofon",
        other: "Beendet",
      },
      searched: {
        complete: (found) => `Keinen Weg für den Ton gefunden; eigene Adressen: ${found}`,
        incomplete: (found) => `Noch keinen Weg für den Ton gefunden; eigene Adressen: ${found}`,
        none: "keine",
        kinds: { host: "lokal", srflx: "öffentlich", relay: "Relay" },
        fault: (server, code) => `${server} antwortete mit ${code}`,
        silent: (server) => `${server} gab keine Antwort`,
        servers: {
          stun: "STUN",
          turnUdp: "das Relay (UDP)",
          turnTcp: "das Relay (TCP)",
          turnTls: "das Relay (TLS)",
        },
      },
      sounded: "So klang es",
      soundedInAll: "So klang das ganze Gespräch",
      media: {
        connecting: "Einen Weg für den Ton gesucht",
        connected: "Einen Weg für den Ton gehabt",
        reconnecting: "Einen neuen Weg für den Ton gesucht",
      },
      connected: "Mit dem Server verbunden",
      replaced: "Wieder mit dem Server verbunden; die vorige Verbindung war tot",
      disconnected: "Die Verbindung zum Server verloren",
      taken: "Ein Push-Dienst hat die Benachrichtigung angenommen",
      notTaken: "Kein Push-Dienst hat die Benachrichtigung angenommen",
      deadline: {
        ring: "Niemand hat rechtzeitig angenommen",
        abandonment: "Beide Geräte waren zu lange fort",
        unknown: "Eine Frist ist abgelaufen",
      },
      server_restarted: "Neu gestartet und das Gespräch wiedergefunden",
      unknown: "Etwas, das diese Seite nicht kennt",
    },
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
      unsupported,
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
    lead: (username) =>
      `Du meldest dich als ${username} an. Mit dem neuen Passwort wirst du überall sonst abgemeldet.`,
    submit: "Passwort setzen und anmelden",
    badLink: {
      reset_invalid:
        "Er wurde benutzt, oder es gibt einen neueren, oder er wurde nicht ganz kopiert. Bitte um einen neuen.",
      reset_expired: "Er ist abgelaufen. Bitte um einen neuen.",
    },
  },

  settings: {
    kept: "Was du hier unten wählst, gilt nur für dieses Gerät und bleibt darauf gespeichert.",
    soundPart: "Ton",
    microphone: {
      hint:
        "Womit man dich in Gesprächen hört. Probiere es aus und sieh, ob es dich hört; sonst hört dich niemand.",
      tryIt: "Mikrofon ausprobieren",
      stop: "Beenden",
    },
    voicePart: "Deine Stimme",
    looksPart: "Aussehen",

    output: {
      speaker: "Lautsprecher",
      speakerHint: "Für die Stimme der anderen Person.",
      ringer: "Gerät, das klingelt",
      ringerHint:
        "Es kann ein anderes sein, damit du einen Anruf hörst, während dein Headset auf dem Tisch liegt.",
      system: "Wie im System",
      unnamed: (number) => `Gerät ${number}`,
      isAway: (device) => `${device} (nicht da)`,
      away: (device) => `${device} ist nicht da. Bis es wieder da ist, wird das des Systems benutzt.`,
      refused: (device) => `${device} ließ sich nicht benutzen. Es wird das des Systems benutzt.`,
      thatDevice: "Das gewählte Gerät",
      untold: "Dein Browser sagt erst, welche Geräte es gibt, wenn du das Mikrofon erlaubt hast.",
      allow: "Mikrofon erlauben",
      notAllowed: "Das Mikrofon wurde nicht erlaubt; dein Browser sagt deshalb nicht, welche Geräte es gibt.",
      pick: "Im Browser wählen…",
      impossible:
        "Dieser Browser spielt alles dort ab, wo dein System es tut. Wählen kannst du in dessen Einstellungen.",
      test: "Testton abspielen",
    },

    ring: {
      tone: "Klingelton",
      toneHint: "Er wird einmal gespielt, wenn du ihn wählst.",
      tones: {
        chime: "Glockenspiel",
        telephone: "Telefon",
        drops: "Tropfen",
        knock: "Klopfen",
      },
      volume: "Lautstärke des Klingelns",
      silent: "Bei 0 ist von Anrufen nichts zu hören. Gezeigt werden sie trotzdem.",
    },

    voice: {
      echoCancellation: "Echo unterdrücken",
      echoCancellationHint: "Damit andere sich nicht selbst aus deinem Lautsprecher hören.",
      noiseSuppression: "Geräusche unterdrücken",
      noiseSuppressionHint: "Filtert Lüfter, Tastaturen und Straßenlärm heraus. Für Musik schalte es aus.",
      autoGainControl: "Lautstärke anpassen",
      autoGainControlHint: "Macht eine leise Stimme lauter und eine laute leiser.",
    },

    theme: "Farben",
    themeHint: "Hell oder dunkel.",
    themes: {
      system: "Wie im System",
      light: "Hell",
      dark: "Dunkel",
    },

    language: "Sprache",
    languageHint: "Die dieser Seite und ihrer Benachrichtigungen.",
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

  notifications: {
    label: "Auf diesem Gerät über Anrufe benachrichtigen",
    hint:
      "Dein System zeigt, wer anruft, während du nicht auf Duet siehst. Dein Browser fragt dich vorher, " +
      "ob du es erlaubst.",
    offHint: "Dein System zeigt, wer anruft, während du nicht auf Duet siehst.",
    on: {
      everywhere: "Auch wenn Duet geschlossen ist. Auf einem Computer muss dafür der Browser laufen.",
      whileOpen: "Solange Duet in einem Tab offen ist: an geschlossene Seiten wird hier nichts geschickt.",
      noService:
        "Solange Duet in einem Tab offen ist: dieser Browser nimmt nichts für geschlossene Seiten an.",
      unreachable:
        "Solange Duet in einem Tab offen ist. Der Server weiß noch nicht, wo er dich sonst erreicht; " +
        "er erfährt es, sobald die Verbindung wieder da ist.",
      refused:
        "Solange Duet in einem Tab offen ist: dieser Server erreicht den Push-Dienst deines Browsers nicht.",
    },
    denied: {
      chromium:
        "Dein Browser hält die Benachrichtigungen von Duet zurück. Klicke auf das Zeichen links von der Adresse, " +
        "erlaube Benachrichtigungen und schalte dies dann ein.",
      firefox:
        "Dein Browser hält die Benachrichtigungen von Duet zurück. Klicke auf das durchgestrichene Zeichen neben der " +
        "Adresse, hebe die Sperre auf und schalte dies dann ein.",
      safari:
        "Dein Browser hält die Benachrichtigungen von Duet zurück. Erlaube sie für diese Website in den Einstellungen von " +
        "Safari oder deines Systems und schalte dies dann ein.",
      other:
        "Dein Browser hält die Benachrichtigungen von Duet zurück. Erlaube sie für diese Seite in seinen Einstellungen " +
        "und schalte dies dann ein.",
    },
    notInstalled: "Auf iPhone und iPad geht das vom Home-Bildschirm: tippe auf „Teilen“, dann auf " +
      "„Zum Home-Bildschirm“, und öffne Duet von dort.",
    insecure:
      "Browser zeigen Benachrichtigungen nur für Seiten, die mit https geöffnet sind, oder auf diesem " +
      "Rechner selbst.",
    missing: "Dieser Browser, oder dieses private Fenster, kann keine Benachrichtigungen zeigen.",
  },

  paths: dePaths,

  /** Why no call can be made or answered from a page. */
  obstacles: {
    insecure: {
      title: "Hier kannst du nicht telefonieren: diese Seite ist ohne https geöffnet",
      detail:
        "Browser geben nur sicheren Seiten ein Mikrofon. Setze https:// vor die Adresse; wenn das nicht geht, " +
        "frage, wer dieses Duet betreibt.",
    },
    forbidden: {
      title: "Hier kannst du nicht telefonieren: dieser Seite ist das Mikrofon verboten",
      detail:
        "Das ist keine Einstellung von dir. Wer dieses Duet betreibt, oder die Seite, die es zeigt, hat es so " +
        "eingerichtet (Permissions-Policy): sage dort Bescheid.",
    },
    "not-offered": {
      title: "Hier kannst du nicht telefonieren: dieser Browser gibt keiner Seite ein Mikrofon",
      detail: "Nimm einen anderen, etwa einen aktuellen Chrome, Edge, Firefox oder Safari.",
    },
    "no-connections": {
      title: "Hier kannst du nicht telefonieren: dieser Browser verbindet sich nicht mit anderen Browsern",
      detail:
        "WebRTC ist in seinen Einstellungen oder von einer Erweiterung ausgeschaltet. Schalte es ein und lade die " +
        "Seite neu, oder nimm einen anderen Browser.",
    },
  },

  quiet: {
    hint: "Anrufe kommen ohne Ton, Vibration und Benachrichtigung, auf allen deinen Geräten. " +
      "Wer dich anruft, sieht nichts Besonderes.",
    ringsHere: "Auf diesem Gerät klingeln",
    ringsHereHint: "Sonst werden Anrufe hier nur gezeigt, ohne Ton, Vibration und Benachrichtigung.",
  },

  person: {
    block: (name) => `${name} blockieren`,
    blockLead: (name) =>
      `Blockierst du ${name}, erreichen dich Anrufe von dort nicht mehr, und es heißt, du hättest abgelehnt. ` +
      "Du kannst selbst weiterhin anrufen.",
    unblock: (name) => `${name} nicht mehr blockieren`,
    blockedLead: (name) => `Du hast ${name} blockiert. Anrufe von dort erreichen dich nicht.`,
    goneLead: "Dieses Konto wurde gelöscht. Anrufen oder blockieren lässt sich dort niemand mehr.",
  },

  invite: {
    lead: "Schicke diesen Link einer Person. Er legt ein Konto an, ein einziges Mal.",
    link: "Einladungslink",
    copy: "Link kopieren",
    expires: (when) => `Gilt bis ${when}.`,
    failed: "Es konnte kein Link gemacht werden.",
  },
};
