import CallCore
import Calls
import Foundation
import GRDB
import Logging

/// The journal of calls in SQLite, on a connection of its own: the deciding thread waits for its own commits,
/// for a moment for those of others (``JournalPatience``), and never for a checkpoint, which is for ``SQLiteUpkeep``.
package struct SQLiteCallJournal: CallJournal {
    private let queue: DatabaseQueue
    private let patience: JournalPatience
    private let logger: Logger
    private let sound: SoundRows

    /// Opens the connection.
    /// - Parameter patience: How long the disk may take for a commit of this process until it counts as a fault.
    /// - Throws: `DatabaseError`.
    package init(
        _ database: AppDatabase, patience: Duration = .seconds(1), logger: Logger = Logger(label: "duet")
    ) throws {
        self.logger = logger
        sound = SoundRows(logger: logger)
        let patience = JournalPatience(database.commits, inAll: patience)
        self.patience = patience
        queue = try database.openQueue(label: "Duet.journal", busyMode: .callback(patience.wait))
    }

    package func load() throws -> [Call] {
        let unended = CallRecord.filter(CallRecord.Columns.state != CallRecord.State.ended.rawValue)
            .select(.allColumns, .rowID)
        let rows = try queue.read { try Row.fetchAll($0, unended) }
        return rows.compactMap { row in
            if let call = sound.value(row, of: CallRecord.self, { try $0.call() }) { return call }
            setAside(row)
            return nil
        }
    }

    /// So that it is not found at each start; the operator finds it in `set_aside`.
    private func setAside(_ row: Row) {
        do {
            try queue.write { try SetAside.move(call: row, $0) }
        } catch {
            // It is not served either way, and the next start tries again.
            logger.error(
                "A damaged row stays where it is",
                metadata: ["key": "\(CallRecord.damaged(row).key)", "error": "\(error)"])
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
            try queue.writeWithoutTransaction { db in try patience.withNone { try Probe.write(db) } }
        }
    }

    package func ended(_ name: CallID) throws -> Call? {
        let row = try queue.unsafeRead { db in
            // Asked for every new call, and almost always in vain.
            try Row.fetchOne(db.cachedStatement(sql: CallRecord.endedSQL), arguments: [name.description])
        }
        guard let row else { return nil }
        // Whoever asks for it must not be told that there never was such a call: it would ring again.
        guard let call = sound.value(row, of: CallRecord.self, { try $0.call() }) else {
            throw CallRecord.damaged(row)
        }
        return call
    }
}
