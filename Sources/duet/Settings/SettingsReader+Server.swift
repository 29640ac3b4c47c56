import CallCore
import DuetServer
import IceServers
import Logging

extension SettingsReader {
    /// The public address, checked.
    func publicURL() throws -> PublicURL? {
        guard let text = text(.publicURL) else { return nil }
        guard let url = PublicURL(text) else {
            throw CommandFailure.configuration(
                "public-url must be like https://talk.example.org, without a path, not \"\(text)\".")
        }
        return url
    }

    /// All of the server's settings, checked.
    func server(host: String, port: Int) throws -> ServerSettings {
        var timers = CallTimers()
        if let seconds = try number(.ringSeconds, in: 5...600) { timers.ring = .seconds(seconds) }
        let urls = try texts(.ice).map { try IceServerURL($0) }
        return ServerSettings(
            host: host, port: port, publicURL: try publicURL(), webFolder: text(.web) ?? "web/dist",
            iceServers: try IceServerList(urls: urls, turnSecret: text(.turnSecret)), timers: timers,
            metricsArePublic: try truth(.metricsPublic) ?? false)
    }

    /// What is logged.
    func logLevel() throws -> Logger.Level {
        guard let text = text(.logLevel) else { return .info }
        guard let level = Logger.Level(rawValue: text) else {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.configuration("log-level must be one of \(known), not \"\(text)\".")
        }
        return level
    }
}
