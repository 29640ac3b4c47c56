import GRDB
import Synchronization

/// How many connections of this process are just committing. A commit that begins the log anew waits for the disk (fsync),
/// which may take a tenth of a second where others take a hundredth of one, and holds the file meanwhile.
final class OwnCommits: Sendable {
    private let underWay = Atomic(0)

    /// Is one of them?
    var isUnderWay: Bool { underWay.load(ordering: .relaxed) > 0 }

    /// Counts those of another connection.
    func count(_ writer: any DatabaseWriter) {
        writer.add(transactionObserver: Watcher(self), extent: .databaseLifetime)
    }

    /// Of one connection. Changes are none of its business.
    private final class Watcher: TransactionObserver, Sendable {
        private let commits: OwnCommits
        private let isCommitting = Atomic(false)

        init(_ commits: OwnCommits) {
            self.commits = commits
        }

        func observes(eventsOfKind _: DatabaseEventKind) -> Bool { false }
        func databaseDidChange(with _: DatabaseEvent) {}

        /// Before anything of the transaction is in the log.
        func databaseWillCommit() {
            if !isCommitting.exchange(true, ordering: .relaxed) {
                commits.underWay.add(1, ordering: .relaxed)
            }
        }

        func databaseDidCommit(_: Database) { isOver() }
        func databaseDidRollback(_: Database) { isOver() }

        private func isOver() {
            if isCommitting.exchange(false, ordering: .relaxed) {
                commits.underWay.subtract(1, ordering: .relaxed)
            }
        }
    }
}
