import GRDB
import Synchronization

/// Since when connections of this process are committing. A commit that begins the log anew waits for the disk (fsync),
/// which may take a tenth of a second where others take a hundredth of one, and holds the file meanwhile.
final class OwnCommits: Sendable {
    typealias Instant = ContinuousClock.Instant

    private let underWay = Mutex<[ObjectIdentifier: Instant]>([:])

    /// Has one of them begun since?
    func isUnderWay(since moment: Instant) -> Bool {
        underWay.withLock { $0.values.contains { $0 > moment } }
    }

    /// Looks at those of another connection.
    func watch(_ writer: any DatabaseWriter) {
        writer.add(transactionObserver: Watcher(self), extent: .databaseLifetime)
    }

    private func set(_ begun: Instant?, of watcher: Watcher) {
        underWay.withLock { $0[ObjectIdentifier(watcher)] = begun }
    }

    /// Of one connection. Changes are none of its business. Of a commit that SQLite itself takes back, because the disk is
    /// full say, GRDB does not tell: it counts until it is too old to be waited for.
    private final class Watcher: TransactionObserver, Sendable {
        private let commits: OwnCommits

        init(_ commits: OwnCommits) {
            self.commits = commits
        }

        deinit { commits.set(nil, of: self) }

        func observes(eventsOfKind _: DatabaseEventKind) -> Bool { false }
        func databaseDidChange(with _: DatabaseEvent) {}

        /// Before anything of the transaction is in the log.
        func databaseWillCommit() { commits.set(.now, of: self) }

        func databaseDidCommit(_: Database) { commits.set(nil, of: self) }
        func databaseDidRollback(_: Database) { commits.set(nil, of: self) }
    }
}
