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
        func gauge(_ name: String, _ help: String, _ value: Int) {
            metric(name, "gauge", help, [("", value)])
        }
        func counter(_ name: String, _ help: String, _ value: Int) {
            metric(name, "counter", help, [("", value)])
        }
        func counter(
            _ name: String, _ help: String, by label: String,
            _ counts: [some RawRepresentable<String> & Hashable: Int]
        ) {
            metric(
                name, "counter", help, counts.map { ("{\(label)=\"\($0.key.rawValue)\"}", $0.value) })
        }
        gauge("connected_devices", "Open signalling sockets.", statistics.connectedDevices)
        gauge("online_people", "People with a page that runs.", statistics.onlinePeople)
        counter("signals_total", "Understood messages from devices.", by: "type", statistics.signals)
        counter("refusals_total", "Refused messages from devices.", by: "code", statistics.refusals)
        counter(
            "dropped_candidates_total", "Candidates that were too many to be passed on.",
            statistics.droppedCandidates)
        counter("calls_ended_total", "Ended calls.", by: "reason", statistics.endings)
        counter(
            "failed_commits_total", "Times that calls could not be saved.", statistics.failedCommits)
        gauge(
            "store_writable", "1 while the database can be written, else 0.",
            statistics.isStoreWritable ? 1 : 0)
        metric(
            "ice_server_up", "gauge",
            "1 for a STUN or TURN server that worked when it was tried last, else 0.",
            findings.map { ("{url=\"\($0.url)\"}", $0.fault == nil ? 1 : 0) })
        if let relayStarts {
            counter("relay_starts_total", "Starts of the relay that Duet runs.", relayStarts)
        }
        if let pushes {
            counter(
                "pushes_total", "Messages to closed pages, by what became of them.", by: "result",
                pushes.results)
            gauge(
                "pushes_waiting", "Messages to closed pages that are on their way.", pushes.waiting)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
