import CallCore
import Calls
import Foundation
import GRDB
import Logging

/// The journal of calls in SQLite, on a connection of its own: the deciding thread waits for its own commits, not
/// for those of accounts, and never for a checkpoint, which is for ``AppDatabase/checkpoint()``.
package struct SQLiteCallJournal: CallJournal {
    /// How long the deciding thread waits for somebody else who writes, in seconds: long enough for a sign-in that is
    /// being written, too short to be heard in a call.
    static let busyTimeout: TimeInterval = 0.1

    private let queue: DatabaseQueue
    private let logger: Logger

    /// Opens the connection.
    /// - Throws: `DatabaseError`.
    package init(_ database: AppDatabase, logger: Logger = Logger(label: "duet")) throws {
        self.logger = logger
        queue = try database.openQueue(label: "Duet.journal", busyTimeout: Self.busyTimeout) { _ in }
    }

    package func load() throws -> [Call] {
        try queue.read { db in
            try CallRecord.filter(CallRecord.Columns.state != CallRecord.State.ended.rawValue)
                .fetchAll(db).map { try $0.call() }
        }
    }

    package func commit(_ calls: [Call], _ lines: [TimelineLine]) throws {
        try StoreFault.told {
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for call in calls { try save(call, db) }
                    let note = try db.cachedStatement(sql: TimelineRecord.insertSQL)
                    for line in lines {
                        try note.execute(arguments: TimelineRecord.arguments(line.entry, call: line.call))
                    }
                    return .commit
                }
            }
        }
    }

    private func save(_ call: Call, _ db: Database) throws {
        let record = CallRecord(call)
        do {
            try db.cachedStatement(sql: CallRecord.updateSQL).execute(arguments: record.changes)
            if db.changesCount == 0 {
                try db.cachedStatement(sql: CallRecord.insertSQL).execute(arguments: record.columns)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT && call.isEnded {
            // Its people's accounts are gone, say. It is over and must not keep all others from being saved for ever.
            logger.error(
                "An ended call cannot be kept", metadata: ["call_id": "\(call.id)", "error": "\(error)"])
        }
    }

    package func probe() throws {
        try StoreFault.told {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                let usual = Int(Self.busyTimeout * 1_000)
                defer { try? db.execute(sql: "PRAGMA busy_timeout = \(usual)") }
                try Probe.write(db)
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
