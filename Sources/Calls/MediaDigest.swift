import CallCore
import Signaling

/// What devices tell of the sound of their calls, put together for the timelines: of each device a line a minute, instead of
/// one a report, and when the call is over one of all of it.
///
/// It lives as long as the process: after a restart a call is told from there on.
struct MediaDigest {
    /// How long one line is about.
    static let span: Duration = .seconds(60)
    /// So many lines a call may have of its sound before it ends: two and a half hours of two devices. The rest of its timeline is
    /// for what else happens. What is told after that goes into the last line.
    static let linesPerCall = 300
    /// Of so many devices a call is told. It may be continued at others, but a person who moves it all day must not fill
    /// the memory.
    static let devicesPerCall = 8

    fileprivate struct Account {
        /// All since the last line.
        var latest: MediaSummary
        /// All before it; nil when there is no line yet.
        var before: MediaSummary?
    }

    fileprivate struct Story {
        var lines = 0
        var accounts: [Endpoint: Account] = [:]
    }

    private var stories: [CallID: Story] = [:]

    /// - Returns: The line that is complete now, if one is: a minute is over, or the packets take another way.
    mutating func take(
        _ report: MediaReport, of call: CallID, from endpoint: Endpoint, at now: Timestamp
    ) -> [TimelineEntry] {
        stories[call, default: Story()].take(report, from: endpoint, at: now)
    }

    /// The call is over.
    /// - Returns: What is left to tell of each device, in an order that does not change.
    mutating func finish(_ call: CallID, at now: Timestamp) -> [TimelineEntry] {
        let ended = stories.removeValue(forKey: call)?.accounts ?? [:]
        return ended.sorted { $0.key.device.description < $1.key.device.description }
            .flatMap { endpoint, account in
                let latest = Self.line("connected", account.latest, of: endpoint, at: now)
                guard let before = account.before else { return [latest] }
                let all = before.adding(account.latest)
                return [latest, Self.line("in-all", all, of: endpoint, at: now)]
            }
    }

    fileprivate static func line(
        _ what: String, _ summary: MediaSummary, of endpoint: Endpoint, at now: Timestamp
    ) -> TimelineEntry {
        TimelineEntry(at: now, kind: .report, endpoint: endpoint, detail: "\(what) \(summary.text)")
    }
}

extension MediaDigest.Story {
    fileprivate mutating func take(
        _ report: MediaReport, from endpoint: Endpoint, at now: Timestamp
    ) -> [TimelineEntry] {
        guard var account = accounts[endpoint] else {
            if accounts.count < MediaDigest.devicesPerCall {
                accounts[endpoint] = MediaDigest.Account(latest: MediaSummary(of: report, at: now))
            }
            return []
        }
        let latest = account.latest
        let isOver = latest.way != report.way || latest.began.advanced(by: MediaDigest.span) <= now
        guard isOver, lines < MediaDigest.linesPerCall else {
            account.latest.add(report)
            accounts[endpoint] = account
            return []
        }
        lines += 1
        account.before = account.before?.adding(latest) ?? latest
        account.latest = MediaSummary(of: report, at: now)
        accounts[endpoint] = account
        return [MediaDigest.line("connected", latest, of: endpoint, at: now)]
    }
}
