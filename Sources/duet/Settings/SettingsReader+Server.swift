import CallCore
import DuetServer
import IceServers
import Logging

extension SettingsReader {
    /// The address to listen on. An IPv6 address may stand in brackets, as it does in a URL.
    func host() throws -> String {
        let text = try text(.host) ?? "127.0.0.1"
        guard text.hasPrefix("["), text.hasSuffix("]") else { return text }
        return String(text.dropFirst().dropLast())
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
                "public-url must be like https://talk.example.org, without a path, not \"\(text)\".")
        }
        return url
    }

    /// All of the server's settings, checked.
    func server() throws -> ServerSettings {
        var timers = CallTimers()
        if let seconds = try number(.ringSeconds, in: 5...600) { timers.ring = .seconds(seconds) }
        let urls = try texts(.ice).map { try IceServerURL($0) }
        var settings = ServerSettings(
            host: try host(), port: try port(), publicURL: try publicURL(),
            webFolder: try text(.web) ?? "web/dist",
            iceServers: try IceServerList(urls: urls, turnSecret: try text(.turnSecret)), timers: timers,
            metricsArePublic: try truth(.metricsPublic) ?? false)
        if let count = try number(.callsPerMinute, in: 1...10_000) { settings.callsPerMinute = count }
        if let days = try number(.historyDays, in: 0...36_500), days > 0 {
            settings.historyKept = .seconds(days * 24 * 3600)
        }
        return settings
    }

    /// What is logged.
    func logLevel() throws -> Logger.Level {
        guard let text = try text(.logLevel) else { return .info }
        guard let level = Logger.Level(rawValue: text) else {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.configuration("log-level must be one of \(known), not \"\(text)\".")
        }
        return level
    }
}
