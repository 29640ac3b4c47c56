import CallCore
import Calls
import Signaling
import WebPush

/// What the call service counts, in the text exposition format of Prometheus.
enum MetricsText {
    /// - Parameters:
    ///   - relayStarts: nil when this server runs no relay.
    ///   - pushes: nil where nothing is pushed.
    static func format(
        _ statistics: CallStatistics, _ findings: [IceFinding], relayStarts: Int? = nil,
        pushes: PushStatistics? = nil
    ) -> String {
        var lines: [String] = []
        func metric(_ name: String, _ kind: String, _ help: String, _ values: [(String, Int)]) {
            lines.append("# HELP duet_\(name) \(help)")
            lines.append("# TYPE duet_\(name) \(kind)")
            for (labels, value) in values.sorted(by: { $0.0 < $1.0 }) {
                lines.append("duet_\(name)\(labels) \(value)")
            }
        }
        metric("connected_devices", "gauge", "Open signalling sockets.", [("", statistics.connectedDevices)])
        metric("online_people", "gauge", "People with a page that runs.", [("", statistics.onlinePeople)])
        metric(
            "signals_total", "counter", "Understood messages from devices.",
            statistics.signals.map { ("{type=\"\($0.key.rawValue)\"}", $0.value) })
        metric(
            "refusals_total", "counter", "Refused messages from devices.",
            statistics.refusals.map { ("{code=\"\($0.key.rawValue)\"}", $0.value) })
        metric(
            "dropped_candidates_total", "counter", "Candidates that were too many to be passed on.",
            [("", statistics.droppedCandidates)])
        metric(
            "calls_ended_total", "counter", "Ended calls.",
            statistics.endings.map { ("{reason=\"\($0.key.rawValue)\"}", $0.value) })
        metric(
            "failed_commits_total", "counter", "Times that calls could not be saved.",
            [("", statistics.failedCommits)])
        metric(
            "store_writable", "gauge", "1 while the database can be written, else 0.",
            [("", statistics.isStoreWritable ? 1 : 0)])
        metric(
            "ice_server_up", "gauge",
            "1 for a STUN or TURN server that worked when it was tried last, else 0.",
            findings.map { ("{url=\"\($0.url)\"}", $0.fault == nil ? 1 : 0) })
        if let relayStarts {
            metric(
                "relay_starts_total", "counter", "Starts of the relay that Duet runs.", [("", relayStarts)])
        }
        if let pushes {
            metric(
                "pushes_total", "counter", "Messages to closed pages, by what became of them.",
                pushes.results.map { ("{result=\"\($0.key.rawValue)\"}", $0.value) })
            metric(
                "pushes_waiting", "gauge", "Messages to closed pages that are on their way.",
                [("", pushes.waiting)])
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
