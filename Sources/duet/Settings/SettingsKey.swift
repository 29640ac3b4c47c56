import Configuration

/// Everything that can be configured. The name is the option's, the file's, and with DUET_ before it and
/// in capitals the environment's.
enum SettingsKey: String, CaseIterable {
    case host
    case port
    case database
    case web
    case publicURL = "public-url"
    case trustedProxies = "trusted-proxies"
    case ice
    case turnSecret = "turn-secret"
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
    }

    var kind: Kind {
        switch self {
        case .host, .database, .web, .publicURL, .turnSecret, .metricsListen, .logLevel: .text
        case .port, .ringSeconds, .callsPerMinute, .historyDays: .number
        case .ice, .trustedProxies: .texts
        }
    }

    var isSecret: Bool { self == .turnSecret }

    var key: ConfigKey { ConfigKey(rawValue) }

    var environmentName: String {
        "DUET_" + rawValue.uppercased().replacing("-", with: "_")
    }
}
