import Foundation
import GRDB
import Synchronization

/// How long the deciding thread waits for whoever holds the database: for a commit of this process as for one of its own,
/// which waits for the disk in the same way, and for everybody else no longer than it can be heard in a call.
///
/// All of it happens on the journal's connection, one thing after the other.
final class JournalPatience: Sendable {
    /// With others: somebody who uses the command line, a backup, a shell.
    static let withOthers: Duration = .milliseconds(100)
    /// Of the deciding thread's connections that only read, and wait for next to nobody.
    static let ofReaders = Database.BusyMode.timeout(withOthers / .seconds(1))
    /// Between two tries. Microseconds.
    private static let pause: UInt32 = 1_000

    private enum State {
        /// Nobody was in the way last.
        case idle
        /// Somebody has been since then, and nobody of this process for a part of it.
        case waiting(since: ContinuousClock.Instant, forOthersSince: ContinuousClock.Instant)
        /// Nobody is to be waited for.
        case none
    }

    private let commits: OwnCommits
    private let inAll: Duration
    private let state = Mutex(State.idle)

    /// - Parameter inAll: With all together, however long the disk takes.
    init(_ commits: OwnCommits, inAll: Duration) {
        (self.commits, self.inAll) = (commits, inAll)
    }

    /// What SQLite asks when the file is held: is it to try once more?
    /// - Parameter tries: How often it has asked since it wanted the file.
    func wait(_ tries: Int) -> Bool {
        let now = ContinuousClock.now
        let isWorthIt = state.withLock { state in
            var (began, othersSince) = (now, now)
            switch state {
            case .none: return false
            case .idle: break
            case .waiting(let since, let forOthersSince):
                if tries > 0 { (began, othersSince) = (since, forOthersSince) }
            }
            if commits.isUnderWay(since: now - inAll) { othersSince = now }
            state = .waiting(since: began, forOthersSince: othersSince)
            return now - othersSince < Self.withOthers && now - began < inAll
        }
        if isWorthIt { usleep(Self.pause) }
        return isWorthIt
    }

    /// Waits for nobody meanwhile.
    func withNone<Result>(_ work: () throws -> Result) rethrows -> Result {
        state.withLock { $0 = .none }
        defer { state.withLock { $0 = .idle } }
        return try work()
    }
}
