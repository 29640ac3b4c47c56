import Calls
import Foundation
import GRDB
import Synchronization

/// The one SQLite file that holds everything Duet must remember.
///
/// Reads run beside the one writer (WAL), foreign keys are enforced, and another process that holds
/// the file, `duet user add` beside a running server say, is waited for. A commit survives the death
/// of the process at any moment. With `synchronous = NORMAL` the last commits before a power cut may
/// be lost, never the consistency of the file.
package final class AppDatabase: Sendable {
    /// Marks the file as Duet's in its SQLite header: "Duet" in ASCII.
    static let applicationID: Int32 = 0x4475_6574

    /// Where the stores read and write.
    package let pool: DatabasePool

    /// Those that are under way on any of its connections.
    let commits = OwnCommits()

    /// The connections of those who must not wait for others.
    private let queues = Mutex<[DatabaseQueue]>([])

    /// Opens the file, creates it when it is missing, and brings its schema up to date.
    ///
    /// The file is created with mode 0600, its folder, if that is missing too, with mode 0700; the
    /// folder above must be there. A file that this program cannot use is left as it is, to the byte.
    ///
    /// - Parameters:
    ///   - path: absolute, or relative to the working directory.
    ///   - busyTimeout: how long another process is waited for, in seconds.
    /// - Throws: ``DatabaseOpenError``.
    package init(path: String, busyTimeout: TimeInterval = 5) throws(DatabaseOpenError) {
        let file = DatabaseFile(path: path)
        do {
            try file.createIfMissing()
            pool = try OpeningLock.hold(for: file, timeout: busyTimeout) {
                try file.inspect(migrator: Self.migrator, busyTimeout: busyTimeout)
                let pool = try DatabasePool(
                    path: file.path, configuration: Self.configuration(busyTimeout: busyTimeout))
                try Self.migrator.migrate(pool)
                try AccountRevision.mend(pool)
                return pool
            }
        } catch let error as DatabaseOpenError {
            throw error
        } catch {
            throw DatabaseOpenError(error, path: file.path)
        }
        commits.watch(pool)
    }

    /// Closes every connection to the file once the accesses under way have ended, and folds the write-ahead log
    /// into it.
    ///
    /// - Throws: `DatabaseError` when SQLite cannot close it; it stays open then.
    package func close() throws {
        // The log is folded in by whoever closes last, and readers may not write: they go first.
        try queues.withLock { queues in
            for queue in queues { try queue.close() }
            queues = []
        }
        pool.invalidateReadOnlyConnections()
        try pool.close()
    }

    /// Every version of the schema in order, one file for each in `Migrations`. What has been released is
    /// never edited; a change is a new migration.
    private static let migrations: [any Migration.Type] = [
        Migration0001Accounts.self, Migration0002Calls.self, Migration0003Journal.self,
        Migration0004HistoryIndexes.self, Migration0005AccountRevision.self, Migration0006KnownBrowsers.self,
        Migration0007SetAside.self, Migration0008Blocks.self, Migration0009PersonalSettings.self,
        Migration0010Push.self, Migration0011DoNotDisturb.self, Migration0012SeenCalls.self,
        Migration0013UserAgents.self, Migration0014Administration.self,
    ]

    /// Brings a database to the version of this program.
    package static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.identifier, migrate: migration.migrate)
        }
        return migrator
    }

    /// A connection of its own to the same file, for whoever must not wait for others. It is closed with this one.
    ///
    /// - Parameters:
    ///   - label: its name in a debugger.
    ///   - busyMode: how long whoever holds the file is waited for.
    ///   - adjust: changes what is usual for a connection.
    /// - Throws: `DatabaseError`.
    func openQueue(
        label: String, busyMode: Database.BusyMode, _ adjust: (inout Configuration) -> Void = { _ in }
    ) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = label
        configuration.busyMode = busyMode
        configuration.prepareDatabase { db in
            // Checkpoints wait for the disk, so whoever must not leaves them to `SQLiteUpkeep`.
            try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0")
        }
        adjust(&configuration)
        let queue = try DatabaseQueue(path: pool.path, configuration: configuration)
        if !configuration.readonly { commits.watch(queue) }
        queues.withLock { $0.append(queue) }
        return queue
    }

    /// Closes one of these connections before the others.
    /// - Throws: `DatabaseError` when SQLite cannot close it; then it is closed with this one.
    func closeQueue(_ queue: DatabaseQueue) throws {
        try queue.close()
        queues.withLock { queues in queues.removeAll { $0 === queue } }
    }

    static func configuration(busyTimeout: TimeInterval) -> Configuration {
        // GRDB's pool turns WAL and `synchronous = NORMAL` on, and foreign keys are on by default.
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.label = "Duet"
        return configuration
    }
}
