import Calls
import GRDB

/// Finds out now and then whether anything can be saved, for a server that has nothing to save: on a connection of its
/// own, as it may wait a while for whoever holds the database.
package struct SQLiteStoreProbe: Sendable {
    private static let busyTimeout = 1.0

    private let queue: DatabaseQueue
    private let path: String

    /// Opens the connection.
    /// - Throws: ``StoreFault``, `DatabaseError`.
    package init(_ database: AppDatabase) throws {
        path = database.pool.path
        queue = try StoreFault.told {
            try database.openQueue(label: "Duet.probe", busyTimeout: Self.busyTimeout) { _ in }
        }
    }

    /// Writes a row, and some bytes beside the database.
    /// - Throws: ``StoreFault`` when that cannot be done.
    package func run() async throws {
        try await queue.writeWithoutTransaction { [path] db in
            try StoreFault.told { try Probe.write(db) }
            try DiskRoom.check(beside: path)
        }
    }
}
