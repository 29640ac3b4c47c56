import Foundation
import Synchronization

/// How long the deciding thread waits for whoever holds the database: for a commit of this process as for one of its own,
/// which waits for the disk in the same way, and for everybody else no longer than it can be heard in a call.
final class JournalPatience: Sendable {
    /// With others: somebody who uses the command line, a backup, a shell.
    static let withOthers: Duration = .milliseconds(100)
    /// Between two tries. Microseconds.
    private static let pause: UInt32 = 1_000

    private struct Wait {
        var began: ContinuousClock.Instant
        /// Since when nobody of this process commits.
        var othersSince: ContinuousClock.Instant
    }

    private let commits: OwnCommits
    private let inAll: Duration
    private let current = Mutex<Wait?>(nil)
    private let isNone = Atomic(false)

    /// - Parameter inAll: With all together, however long the disk takes.
    init(_ commits: OwnCommits, inAll: Duration) {
        (self.commits, self.inAll) = (commits, inAll)
    }

    /// What SQLite asks when the file is held, on the deciding thread: is it to try once more?
    /// - Parameter tries: How often it has asked since it wanted the file.
    func wait(_ tries: Int) -> Bool {
        if isNone.load(ordering: .relaxed) { return false }
        let now = ContinuousClock.now
        let isWorthIt = current.withLock { current in
            var wait = tries == 0 ? nil : current
            if wait == nil || commits.isUnderWay { wait = Wait(began: wait?.began ?? now, othersSince: now) }
            current = wait
            guard let wait else { return false }
            return now - wait.othersSince < Self.withOthers && now - wait.began < inAll
        }
        if isWorthIt { usleep(Self.pause) }
        return isWorthIt
    }

    /// Waits for nobody meanwhile.
    func withNone<Result>(_ work: () throws -> Result) rethrows -> Result {
        isNone.store(true, ordering: .relaxed)
        defer { isNone.store(false, ordering: .relaxed) }
        return try work()
    }
}
