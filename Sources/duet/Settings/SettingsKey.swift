import Configuration

/// Everything that can be configured. The name is the option's, the file's, and with DUET_ before it and
/// in capitals the environment's.
enum SettingsKey: String, CaseIterable {
    case host
    case port
    case database
    case web
    case publicURL = "public-url"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case httpRedirect = "http-redirect"
    case hsts
    case trustedProxies = "trusted-proxies"
    case ice
    case turnSecret = "turn-secret"
    case turnMinutes = "turn-minutes"
    case relay
    case relayHost = "relay-host"
    case relayPort = "relay-port"
    case relayTLSPort = "relay-tls-port"
    case relayCertificate = "relay-certificate"
    case relayKey = "relay-key"
    case relayAddress = "relay-address"
    case relayPublicAddress = "relay-public-address"
    case relayPorts = "relay-ports"
    case relayLAN = "relay-lan"
    case alwaysRelay = "always-relay"
    case push
    case pushContact = "push-contact"
    case pushAllowPrivate = "push-allow-private"
    case ringSeconds = "ring-seconds"
    case callsPerMinute = "calls-per-minute"
    case historyDays = "history-days"
    case metricsListen = "metrics-listen"
    case logLevel = "log-level"

    /// What the value must be.
    enum Kind: String {
        case text = "a text"
        case number = "a whole number"
        case texts = "a list of texts"
        case flag = "true or false"
    }

    var kind: Kind {
        switch self {
        case .host, .database, .web, .publicURL, .tlsCertificate, .tlsKey, .httpRedirect, .turnSecret, .relay,
            .relayHost, .relayCertificate, .relayKey, .relayAddress, .relayPublicAddress, .relayPorts,
            .push, .pushContact, .metricsListen, .logLevel:
            .text
        case .port, .hsts, .turnMinutes, .relayPort, .relayTLSPort, .ringSeconds, .callsPerMinute,
            .historyDays:
            .number
        case .ice, .trustedProxies: .texts
        case .relayLAN, .alwaysRelay, .pushAllowPrivate: .flag
        }
    }

    var isSecret: Bool { self == .turnSecret }

    var key: ConfigKey { ConfigKey(rawValue) }

    var environmentName: String {
        "DUET_" + rawValue.uppercased().replacing("-", with: "_")
    }
}
