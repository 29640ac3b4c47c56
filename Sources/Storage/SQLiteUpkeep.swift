import Calls
import GRDB

/// What a server sees to all the time, on a connection of its own: it may wait for the disk and for whoever holds the
/// database, and nobody waits for it. Nor does it wait for those who write to the database in this process and have to
/// wait themselves.
package struct SQLiteUpkeep: Sendable {
    private static let busyTimeout = 1.0

    private let database: AppDatabase
    private let queue: DatabaseQueue

    /// Opens the connection.
    /// - Throws: ``StoreFault``, `DatabaseError`.
    package init(_ database: AppDatabase) throws {
        self.database = database
        queue = try StoreFault.told {
            try database.openQueue(label: "Duet.upkeep", busyMode: .timeout(Self.busyTimeout))
        }
    }

    /// Folds what was committed into the file and waits for the disk (fsync).
    /// - Throws: ``StoreFault`` when that cannot be done. Somebody else who is just doing it is no fault.
    package func checkpoint() async throws {
        do {
            try await queue.writeWithoutTransaction { db in
                // GRDB hands SQLite a connection that was closed meanwhile.
                if db.sqliteConnection != nil { _ = try StoreFault.told { try db.checkpoint(.passive) } }
            }
        } catch StoreFault.locked {
            // What is left is folded in the next time.
        }
    }

    /// Finds out whether anything can be saved, for a server that has nothing to save: writes a row, and some bytes
    /// beside the database.
    /// - Throws: ``StoreFault`` when that cannot be done.
    package func probe() async throws {
        try await queue.writeWithoutTransaction { [path = database.pool.path] db in
            try StoreFault.told { try Probe.write(db) }
            try DiskRoom.check(beside: path)
        }
    }

    /// Closes the connection, once what is under way has ended.
    package func close() throws {
        try database.closeQueue(queue)
    }
}
