import Calls
import GRDB

/// Finds out whether a server can use a database, and changes nothing in it.
package struct DatabaseCheck {
    /// What is there.
    package enum Outcome: Hashable, Sendable {
        /// Nothing yet, and a server may make it.
        case missing
        /// A database that a server brings up to date when it opens it.
        case older
        /// One that can be used as it is.
        case current
    }

    private static let busyTimeout = 5.0

    private let file: DatabaseFile

    /// - Parameter path: absolute, or relative to the working directory.
    package init(path: String) {
        file = DatabaseFile(path: path)
    }

    /// - Throws: ``DatabaseOpenError``, ``StoreFault``.
    package func run() throws -> Outcome {
        do {
            guard try file.isThere() else { return .missing }
            try file.inspect(migrator: AppDatabase.migrator, busyTimeout: Self.busyTimeout)
            // A pool would turn the write-ahead log on.
            let queue = try DatabaseQueue(
                path: file.path, configuration: AppDatabase.configuration(busyTimeout: Self.busyTimeout))
            defer { try? queue.close() }
            guard try queue.read(AppDatabase.migrator.hasCompletedMigrations) else { return .older }
            try StoreFault.told { try tryToWrite(queue) }
            try DiskRoom.check(beside: file.path)
            return .current
        } catch let error as DatabaseError {
            throw DatabaseOpenError(error, path: file.path)
        }
    }

    /// The lock and the rights show at the first row. What was written is taken back.
    private func tryToWrite(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                try Probe.write(db)
                return .rollback
            }
        }
    }
}
