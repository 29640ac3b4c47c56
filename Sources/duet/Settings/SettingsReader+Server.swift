import CallCore
import DuetServer
import IceServers
import Logging
import Networks
import TLSFiles

extension SettingsReader {
    /// The address to listen on, or a Unix socket. An IPv6 address may stand in brackets, as it does in a URL.
    func host() throws -> String {
        (try text(.host) ?? "127.0.0.1").withoutBrackets
    }

    /// The port to listen on; 0 takes a free one.
    func port() throws -> Int {
        try number(.port, in: 0...65_535) ?? 8080
    }

    /// The public address, checked.
    func publicURL() throws -> PublicURL? {
        guard let text = try text(.publicURL) else { return nil }
        guard let url = PublicURL(text) else {
            throw CommandFailure.configuration(
                "public-url must be like https://talk.example.org or https://example.org/talk, not \"\(text)\"."
            )
        }
        return url
    }

    /// What https is served with; nil where it is not.
    func tls() throws -> TLSFiles? {
        try files(
            .tlsCertificate, .tlsKey,
            orElse: "https needs both a certificate and its key: set tls-certificate and tls-key.")
    }

    /// Two files that go together; nil when none is named.
    /// - Parameter sentence: What to do when one is missing.
    func files(_ certificate: SettingsKey, _ key: SettingsKey, orElse sentence: String) throws -> TLSFiles? {
        switch (try text(certificate), try text(key)) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key)
        case (_?, nil), (nil, _?): throw CommandFailure.configuration(sentence)
        }
    }

    /// Where plain HTTP is answered with the way to https, checked; nil for nowhere.
    func httpRedirect() throws -> ListenAddress? {
        try listenAddress(.httpRedirect, like: "a port like 8080 or an address and a port like 0.0.0.0:80")
    }

    private func listenAddress(_ key: SettingsKey, like example: String) throws -> ListenAddress? {
        guard let text = try text(key) else { return nil }
        guard let address = ListenAddress(text) else {
            throw CommandFailure.configuration("\(key.rawValue) must be \(example), not \"\(text)\".")
        }
        return address
    }

    /// The proxies that are believed, checked.
    func trustedProxies() throws -> [IPNetwork] {
        try texts(.trustedProxies).map { text in
            guard let network = IPNetwork(text) else {
                throw CommandFailure.configuration(
                    "trusted-proxies must be addresses like 10.1.2.3 or networks like 10.1.0.0/16, not \"\(text)\"."
                )
            }
            return network
        }
    }

    /// Where the metrics are served, checked; nil when they are not.
    func metricsAddress() throws -> ListenAddress? {
        try listenAddress(
            .metricsListen, like: "a port like 9464 or an address and a port like 192.0.2.1:9464")
    }

    /// All of the server's settings, checked.
    func server() throws -> ServerSettings {
        var timers = CallTimers()
        if let seconds = try number(.ringSeconds, in: 5...600) { timers.ring = .seconds(seconds) }
        var settings = ServerSettings(
            host: try host(), port: try port(), publicURL: try publicURL(),
            webFolder: try text(.web) ?? "web/dist", timers: timers)
        settings.trust = try CertificateTrust.roots(environment: environment)
        settings.tls = try tls()
        settings.httpRedirect = try httpRedirect()
        settings.strictTransport = try number(.hsts, in: 0...63_072_000).map { .seconds($0) }
        try demandSense(settings)
        settings.managedRelay = try managedRelay(publicURL: settings.publicURL)
        // Those of a relay that Duet runs are known when its secret is.
        if settings.managedRelay == nil {
            settings.iceServers = try iceServers(areOthersReached: settings.isReachedFromElsewhere)
        }
        settings.alwaysRelay = try flag(.alwaysRelay)
        guard !settings.alwaysRelay || settings.managedRelay != nil || settings.iceServers.hasRelay else {
            throw CommandFailure.configuration(
                "always-relay needs a relay. Set relay, or name a TURN server with --ice (or DUET_ICE), or leave always-relay out."
            )
        }
        settings.push = try push(publicURL: settings.publicURL)
        settings.metricsAddress = try metricsAddress()
        settings.trustedProxies = try trustedProxies()
        if let count = try number(.callsPerMinute, in: 1...10_000) { settings.callsPerMinute = count }
        if let days = try number(.historyDays, in: 0...36_500), days > 0 {
            settings.historyKept = .seconds(days * 24 * 3600)
        }
        return settings
    }

    /// - Throws: ``CommandFailure`` when two settings do not go together.
    private func demandSense(_ settings: ServerSettings) throws {
        if settings.socketPath != nil {
            guard settings.publicURL != nil else {
                throw CommandFailure.configuration(
                    "Nobody can go to a Unix socket. Set public-url to the address of the proxy in front of it."
                )
            }
            guard settings.tls == nil else {
                throw CommandFailure.configuration(
                    "On a Unix socket the proxy in front has the certificate. Leave out tls-certificate and tls-key."
                )
            }
        }
        if settings.tls != nil, settings.publicURL?.isSecure == false {
            throw CommandFailure.configuration(
                "With tls-certificate people come by https. public-url must begin with https://, or be left out."
            )
        }
        if settings.httpRedirect != nil {
            guard settings.isSecure else {
                throw CommandFailure.configuration(
                    "http-redirect leads to https. Set tls-certificate and tls-key, or a public-url with https."
                )
            }
            guard settings.publicURL != nil || settings.port != 0 else {
                throw CommandFailure.configuration(
                    "http-redirect must know where it leads. Set public-url, or a port other than 0.")
            }
        }
        if settings.strictTransport != nil, !settings.isSecure {
            throw CommandFailure.configuration(
                "hsts holds browsers to https. Set tls-certificate and tls-key, or a public-url with https.")
        }
    }

    /// What is logged.
    func logLevel() throws -> Logger.Level {
        try choice(.logLevel, of: Logger.Level.self) ?? .info
    }
}
