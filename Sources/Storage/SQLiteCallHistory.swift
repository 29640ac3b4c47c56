import CallCore
import GRDB
import Logging
import Signaling

/// Reads back what calls there were. It never waits for whoever writes them.
package struct SQLiteCallHistory: Sendable {
    let pool: DatabasePool
    private let sound: SoundRows

    /// The calls of a database.
    package init(_ database: AppDatabase, logger: Logger) {
        pool = database.pool
        sound = SoundRows(logger: logger)
    }

    /// A person's ended calls, newest first. A row that makes no sense is left out, and logged.
    /// - Parameters:
    ///   - before: Only calls that began earlier; nil for the newest.
    ///   - limit: At least 1. At most this many, and those besides that began in the same millisecond as
    ///     the last of them: whoever goes on from there with `before` misses none. Fewer only when there are no
    ///     older ones.
    package func calls(of user: UserID, before: Timestamp?, limit: Int) async throws -> [HistoryEntry] {
        try await pool.read { db in
            var entries: [HistoryEntry] = []
            var before = before ?? Timestamp(milliseconds: .max)
            while true {
                let missing = limit - entries.count
                let records = try records(of: user, before: before, limit: missing, db)
                let people = try people(records.compactMap { $0.peer(of: user) }, db)
                entries += records.compactMap { entry($0, for: user, people) }
                // Older ones take the places of those that were left out. A damaged row may come again and again.
                guard entries.count < limit, records.count >= missing, let last = records.last,
                    last.startedAt < before.milliseconds
                else { return entries }
                before = Timestamp(milliseconds: last.startedAt)
            }
        }
    }

    /// So many rows, and those besides that began together with the last of them.
    private func records(
        of user: UserID, before: Timestamp, limit: Int, _ db: Database
    ) throws -> ArraySlice<HistoryRecord> {
        // Each side has an index of its own. One query for both would read and sort all there are.
        let sides = [HistoryRecord.Columns.callerId, HistoryRecord.Columns.calleeId]
        let newest = try sides.flatMap { side in
            try HistoryRecord.ended(side, of: user, before: before).limit(limit).fetchAll(db)
        }
        var records = newest.sorted(by: HistoryRecord.comesBefore).prefix(limit)
        if records.count == limit, let last = records.last {
            let besides = try sides.flatMap { side in
                try HistoryRecord.ended(side, of: user, beside: last).fetchAll(db)
            }
            records += besides.sorted(by: HistoryRecord.comesBefore)
        }
        return records
    }

    /// The person's call with this id or alias, also one that has not ended; nil when it is none of theirs.
    /// - Throws: ``DamagedRecord`` when its row makes no sense.
    package func call(_ id: CallID, of user: UserID) async throws -> HistoryEntry? {
        try await pool.read { db in
            let key = id.description
            let byAlias = HistoryRecord.filter(HistoryRecord.Columns.alias == key)
            guard let record = try HistoryRecord.fetchOne(db, key: key) ?? byAlias.fetchOne(db),
                let peer = record.peer(of: user)
            else { return nil }
            return try record.entry(for: user, peer: people([peer], db)[peer])
        }
    }

    /// What was noted about a call, oldest first, without the middle of more than somebody can read. A server notes fewer
    /// lines of a call than that; only one that is started again and again may note more.
    /// - Parameter limit: Of the most lines that are given; a sixth of them from the beginning. A line that makes no sense is left
    ///   out, and logged.
    /// - Returns: The lines, and how many of the middle are left out.
    package func timeline(of id: CallID, limit: Int) async throws -> (entries: [TimelineEntry], leftOut: Int)
    {
        try await pool.read { db in
            let all = TimelineRecord.lines(of: id)
            let count = try all.fetchCount(db)
            let first = count > limit ? limit / 6 : limit
            var rows = try Row.fetchAll(db, all.order(TimelineRecord.Columns.line).limit(first))
            if count > limit {
                let last = all.order(TimelineRecord.Columns.line.desc).limit(limit - first)
                rows += try Row.fetchAll(db, last).reversed()
            }
            let entries = sound.values(rows, of: TimelineRecord.self) { try $0.entry() }
            return (entries, max(0, count - limit))
        }
    }

    /// Forgets calls that ended before a moment, with their timelines. Whoever else writes is kept waiting only for so
    /// many calls.
    /// - Returns: How many they were: fewer than `limit` when there are no more.
    package func removeCalls(endedBefore moment: Timestamp, limit: Int) async throws -> Int {
        // No index knows when calls ended, so they are looked for where that holds up nobody. Ended is final.
        let ids = try await pool.read { db in
            try HistoryRecord.filter(HistoryRecord.Columns.endedAt < moment.milliseconds).limit(limit)
                .select(HistoryRecord.Columns.id, as: String.self).fetchAll(db)
        }
        guard !ids.isEmpty else { return 0 }
        return try await pool.write { db in try HistoryRecord.deleteAll(db, keys: ids) }
    }

    private func people(_ ids: [String], _ db: Database) throws -> [String: HistoryEntry.Peer] {
        let rows = try Row.fetchAll(db, AccountRecord.filter(keys: Set(ids)))
        let people = sound.values(rows, of: AccountRecord.self) { ($0.id, try $0.peer()) }
        return Dictionary(people) { first, _ in first }
    }

    private func entry(
        _ record: HistoryRecord, for user: UserID, _ people: [String: HistoryEntry.Peer]
    ) -> HistoryEntry? {
        do {
            return try record.entry(for: user, peer: record.peer(of: user).flatMap { people[$0] })
        } catch {
            // One bad row must not take the others away from a person.
            sound.tell(error)
            return nil
        }
    }
}
