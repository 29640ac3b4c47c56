import CallCore
import Calls
import Foundation
import GRDB

/// The journal of calls in SQLite, on a connection of its own: the deciding thread waits for its own commits, not
/// for those of accounts, and never for a checkpoint, which is for ``AppDatabase/checkpoint()``.
package struct SQLiteCallJournal: CallJournal {
    private let queue: DatabaseQueue

    /// Opens the connection.
    /// - Parameter busyTimeout: How long another process that writes is waited for, in seconds.
    /// - Throws: `DatabaseError`.
    package init(_ database: AppDatabase, busyTimeout: TimeInterval = 5) throws {
        queue = try database.openQueue(label: "Duet.journal", busyTimeout: busyTimeout) { configuration in
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0")
            }
        }
    }

    package func load() throws -> [Call] {
        try queue.read { db in
            try CallRecord.filter(CallRecord.Columns.state != CallRecord.State.ended.rawValue)
                .fetchAll(db).map { try $0.call() }
        }
    }

    package func commit(_ calls: [Call], _ lines: [TimelineLine]) throws {
        try queue.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                let update = try db.cachedStatement(sql: CallRecord.updateSQL)
                for record in calls.lazy.map(CallRecord.init) {
                    try update.execute(arguments: record.changes)
                    if db.changesCount == 0 {
                        try db.cachedStatement(sql: CallRecord.insertSQL).execute(arguments: record.columns)
                    }
                }
                let note = try db.cachedStatement(sql: TimelineRecord.insertSQL)
                for line in lines {
                    try note.execute(arguments: TimelineRecord.arguments(line.entry, call: line.call))
                }
                return .commit
            }
        }
    }

    package func ended(_ name: CallID) throws -> Call? {
        let record = try queue.unsafeRead { db in
            // Asked for every new call, and almost always in vain.
            try CallRecord.fetchOne(
                db.cachedStatement(sql: CallRecord.endedSQL), arguments: [name.description])
        }
        return try record?.call()
    }
}
