import type { LateWords } from "./late-text.ts";

const unsupported =
  "Dein Browser, oder etwas, das ihm hinzugefügt wurde, macht keine Verbindungen zwischen Browsern: es kann kein " +
  "Gespräch geben.";

/** What is loaded later, in German. */
export const deLate: LateWords = {
  /** What the server refuses there. */
  refusals: {
    wrong_password: "Das ist nicht dein Passwort.",
    unknown_session: "Dort bist du nicht mehr angemeldet.",
    last_administrator: "Hier verwaltet sonst niemand die Konten. Bestimme erst jemand anderen dazu.",
    administrators_only: "Das darf nur, wer hier verwaltet.",
    username_taken: "Dieser Name ist vergeben. Wähle einen anderen.",
    username_invalid: "1 bis 32 Zeichen: Buchstaben von a bis z, Ziffern, Punkt, Unterstrich, Bindestrich.",
    name_invalid: "1 bis 64 sichtbare Zeichen.",
    password_too_short: "Mindestens 8 Zeichen.",
    password_too_long: "Das ist zu lang.",
    password_invalid: "Tabulatoren und Zeilenumbrüche können nicht darin stehen.",
    too_many_invitations:
      "Zu viele deiner Einladungen sind noch offen. Warte, bis eine benutzt wurde oder abgelaufen ist.",
    no_relay: "Hier ist kein Relay eingerichtet, also kann kein Gespräch über eines gehen.",
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

  details: {
    title: (name) => `Das Gespräch mit ${name}`,
    failed: "Die Einzelheiten konnten nicht geladen werden.",
    you: "Du",
    server: "Server",
    device: (who, number) => `${who}, Gerät ${number}`,
    plots: "Die letzten Minuten, hier gemessen",
    noPlots: "Von diesem Gespräch hat dein Browser auf dieser Seite nichts gemessen.",
    roundTrip: "Hin und zurück",
    lossToMe: "Verloren auf dem Weg zu dir",
    lossToPeer: (name) => `Verloren auf dem Weg zu ${name}`,
    jitter: "Ungleichmäßigkeit (Jitter)",
    now: (value, highest) => `${value} (höchstens ${highest})`,
    unmeasured: "Nicht gemessen",
    sides: "Wie es an beiden Enden klang",
    noSides:
      "Wie es klang, hat noch niemand mitgeteilt. Das tun die Geräte alle zehn Sekunden; zusammengefasst wird es jede Minute.",
    way: "Weg des Tons",
    ways: { host: "Direkt", srflx: "Direkt", prflx: "Direkt", relay: "Über ein Relay" },
    by: (way, transport) => `${way}, ${transport}`,
    loss: "Verloren, bevor es hier ankam",
    madeUp: "Vom Browser ergänzt",
    meanAndWorst: (mean, worst) => `${mean} (schlechtestens ${worst})`,
    timeline: "Was geschah",
    timelineLeftOut: (count) => `${count} Zeilen aus der Mitte sind hier ausgelassen.`,
    copy: "Als Text kopieren",
    copyByHand: "Dein Browser lässt diese Seite nicht kopieren. Hier ist es, zum Kopieren von Hand:",
    lines: {
      placed: {
        ringing: "Angerufen; es klingelte auf einer offenen Seite",
        notifying: "Angerufen; keine Seite war offen, geschlossene Browser wurden gerade benachrichtigt",
        notified: "Angerufen; keine Seite war offen, geschlossene Browser wurden benachrichtigt",
        offline: "Angerufen; keine Seite war offen, und nichts konnte benachrichtigt werden",
        unknown: "Angerufen",
      },
      asked_again: "Noch einmal um den Anruf gebeten",
      accepted: "Angenommen",
      called_back: "Angenommen durch einen gleichzeitigen Anruf",
      continued: "Das Gespräch auf diesem Gerät fortgesetzt",
      wants_offer: "Um einen neuen Weg für den Ton gebeten",
      declined: "Abgelehnt",
      offered: "Einen Weg für den Ton angeboten",
      answered: "Dem Angebot zugestimmt",
      muted: "Das Mikrofon stummgeschaltet",
      unmuted: "Das Mikrofon wieder eingeschaltet",
      ended: {
        hung_up: "Aufgelegt",
        cancelled: "Vor einer Antwort aufgegeben",
        connect_failed: "Beendet: Es fand sich kein Weg für den Ton",
        connection_lost: "Beendet: Der Weg des Tons kam nicht wieder",
        called_elsewhere: "Von einem anderen Gerät angerufen, was dieses Gespräch beendete",
        signed_out: "Abgemeldet, was das Gespräch beendete",
        microphone_unavailable: "Beendet: Es gab kein Mikrofon",
        other: "Beendet",
      },
      searched: {
        complete: (found) => `Keinen Weg für den Ton gefunden; eigene Adressen: ${found}`,
        incomplete: (found) => `Noch keinen Weg für den Ton gefunden; eigene Adressen: ${found}`,
        none: "keine",
        kinds: { host: "lokal", srflx: "öffentlich", relay: "des Relays" },
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
      replaced: "Neu mit dem Server verbunden; die vorige Verbindung war tot",
      disconnected: "Den Server verloren",
      taken: "Ein Push-Dienst hat die Nachricht genommen",
      notTaken: "Kein Push-Dienst hat die Nachricht genommen",
      deadline: {
        ring: "Es hatte lange genug geklingelt",
        abandonment: "Beide Geräte waren zu lange weg",
        unknown: "Eine Frist war vorbei",
      },
      server_restarted: "Neu gestartet, das Gespräch wiedergefunden",
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
    kept: "Was du ab hier wählst, gilt für dieses Gerät und bleibt darauf gespeichert.",
    soundPart: "Ton",
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
      untold: "Dein Browser sagt erst, welche Geräte es gibt, wenn das Mikrofon erlaubt wurde.",
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
      noiseSuppressionHint: "Nimmt Lüfter, Tastaturen und die Straße heraus. Für Musik schalte es aus.",
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
    languageHint:
      "Mitten in einem Gespräch ändert sie sich erst, wenn die Seite das nächste Mal geladen wird.",
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
  },

  invite: {
    lead: "Schicke diesen Link einer Person. Er legt ein Konto an, ein einziges Mal.",
    link: "Einladungslink",
    copy: "Link kopieren",
    expires: (when) => `Gilt bis ${when}.`,
    failed: "Es konnte kein Link gemacht werden.",
  },
};
