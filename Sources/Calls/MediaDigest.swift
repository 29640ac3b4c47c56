import CallCore
import Signaling

/// What devices tell of the sound of their calls, put together for the timelines: of each device a line a minute, instead of
/// one a report, and when the call is over one of all of it.
///
/// It lives as long as the process: after a restart a call is told from there on.
struct MediaDigest {
    /// How long one line is about.
    static let span: Duration = .seconds(60)

    private struct Account {
        /// All since the last line.
        var latest: MediaSummary
        /// All before it; nil when there is no line yet.
        var before: MediaSummary?
    }

    private var accounts: [CallID: [Endpoint: Account]] = [:]

    /// - Returns: The line that is complete now, if one is: a minute is over, or the packets take another way.
    mutating func take(
        _ report: MediaReport, of call: CallID, from endpoint: Endpoint, at now: Timestamp
    ) -> [TimelineEntry] {
        guard var account = accounts[call]?[endpoint] else {
            accounts[call, default: [:]][endpoint] = Account(latest: MediaSummary(of: report, at: now))
            return []
        }
        let latest = account.latest
        guard latest.way != report.way || latest.began.advanced(by: Self.span) <= now else {
            account.latest.add(report)
            accounts[call]?[endpoint] = account
            return []
        }
        account.before = account.before?.adding(latest) ?? latest
        account.latest = MediaSummary(of: report, at: now)
        accounts[call]?[endpoint] = account
        return [Self.line("connected", latest, of: endpoint, at: now)]
    }

    /// The call is over.
    /// - Returns: What is left to tell of each device, in an order that does not change.
    mutating func finish(_ call: CallID, at now: Timestamp) -> [TimelineEntry] {
        let ended = accounts.removeValue(forKey: call) ?? [:]
        return ended.sorted { $0.key.device.description < $1.key.device.description }
            .flatMap { endpoint, account in
                let latest = Self.line("connected", account.latest, of: endpoint, at: now)
                guard let before = account.before else { return [latest] }
                let all = before.adding(account.latest)
                return [latest, Self.line("in-all", all, of: endpoint, at: now)]
            }
    }

    private static func line(
        _ what: String, _ summary: MediaSummary, of endpoint: Endpoint, at now: Timestamp
    ) -> TimelineEntry {
        TimelineEntry(at: now, kind: .report, endpoint: endpoint, detail: "\(what) \(summary.text)")
    }
}
