import ArgumentParser
import Configuration

/// The options of every command that works with a server's settings.
struct ServerOptions: ParsableArguments {
    @Option(
        help:
            "The address to listen on, :: for all of IPv6 and IPv4, or a Unix socket, unix:/run/duet.sock. (default: 127.0.0.1)"
    )
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one. (default: 8080)")
    var port: Int?

    @Option(
        help: ArgumentHelp(
            "Where people reach Duet, behind a reverse proxy or by a name; it may have a path.",
            valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "Serve https with this certificate, a PEM file with its chain. A renewed one is taken into use by itself.",
            valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's private key, a PEM file.", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "Where plain http is answered with the way to https: a port of 127.0.0.1, or an address and a port. (default: nowhere)",
            valueName: "address"))
    var httpRedirect: String?

    @Option(
        help: ArgumentHelp(
            "For how long browsers are to use nothing but https with this host, on all of its ports; 0 takes it back. (default: nothing is said)",
            valueName: "seconds"))
    var hsts: Int?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A reverse proxy that is believed in whom it speaks for, an address or a network; beside those on this machine; may be repeated.",
            valueName: "address"))
    var trustedProxies: [String] = []

    @Option(help: ArgumentHelp("The folder of the bundled page. (default: web/dist)", valueName: "folder"))
    var web: String?

    @Option(
        name: .customLong("ice"), parsing: .singleValue,
        help: ArgumentHelp(
            "A STUN or TURN server, stun:host:3478; may be repeated. Without any, and if people come from elsewhere, public STUN servers are used; none uses none. The secret of a TURN server is set in the environment, DUET_TURN_SECRET, or in the file.",
            valueName: "url"))
    var ice: [String] = []

    @Option(
        help: ArgumentHelp(
            "How long credentials for a TURN server are good, 5 to 1440. (default: 60)", valueName: "minutes")
    )
    var turnMinutes: Int?

    @OptionGroup var relayOptions: RelayOptions

    @Flag(help: "Every call goes over a relay, so that nobody learns the other's address.")
    var alwaysRelay = false

    @OptionGroup var pushOptions: PushOptions

    @Option(help: ArgumentHelp("How long a call rings, 5 to 600. (default: 45)", valueName: "seconds"))
    var ringSeconds: Int?

    @Option(
        help: ArgumentHelp(
            "How many calls one person may place in a minute, 1 to 10000; a quarter of them to somebody who answers none. (default: 20)",
            valueName: "calls"))
    var callsPerMinute: Int?

    @Option(
        help: ArgumentHelp(
            "How long calls that have ended are remembered, with their timelines; 0 keeps them for ever. (default: 0)",
            valueName: "days"))
    var historyDays: Int?

    @Option(
        help: ArgumentHelp(
            "Where /metrics is served: a port of 127.0.0.1, or an address and a port. (default: nowhere)",
            valueName: "address"))
    var metricsListen: String?

    @Option(
        help: ArgumentHelp(
            "What is logged: trace, debug, info, notice, warning, error, critical. (default: info)",
            valueName: "level"))
    var logLevel: String?

    /// What was given.
    var values: [SettingsKey: ConfigValue] {
        var values = relayOptions.values.merging(pushOptions.values) { first, _ in first }
        values.set(.host, host)
        values.set(.port, port)
        values.set(.publicURL, publicURL)
        values.set(.tlsCertificate, tlsCertificate)
        values.set(.tlsKey, tlsKey)
        values.set(.httpRedirect, httpRedirect)
        values.set(.hsts, hsts)
        values.set(.trustedProxies, trustedProxies)
        values.set(.web, web)
        values.set(.ice, ice)
        values.set(.turnMinutes, turnMinutes)
        values.set(.alwaysRelay, alwaysRelay)
        values.set(.ringSeconds, ringSeconds)
        values.set(.callsPerMinute, callsPerMinute)
        values.set(.historyDays, historyDays)
        values.set(.metricsListen, metricsListen)
        values.set(.logLevel, logLevel)
        return values
    }
}

extension [SettingsKey: ConfigValue] {
    /// Nothing is set by an option that was not given.
    mutating func set(_ key: SettingsKey, _ text: String?) {
        if let text { self[key] = ConfigValue(.string(text), isSecret: key.isSecret) }
    }

    mutating func set(_ key: SettingsKey, _ number: Int?) {
        if let number { self[key] = ConfigValue(.int(number), isSecret: false) }
    }

    mutating func set(_ key: SettingsKey, _ flag: Bool) {
        if flag { self[key] = ConfigValue(.bool(true), isSecret: false) }
    }

    mutating func set(_ key: SettingsKey, _ texts: [String]) {
        if !texts.isEmpty { self[key] = ConfigValue(.stringArray(texts), isSecret: false) }
    }
}
