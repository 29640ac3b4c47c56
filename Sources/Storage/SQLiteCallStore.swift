import CallCore
import GRDB
import Signaling
import Switchboard

/// Calls in SQLite. SQLite has one writer, so each function is atomic against every other, in this
/// process and in any beside it.
package struct SQLiteCallStore: CallStore {
    /// Lines that a call's timeline may have. A device that reports for ever must not fill the disk.
    static let timelineLimit = 1_000

    private let pool: DatabasePool

    package init(_ database: AppDatabase) {
        pool = database.pool
    }

    package func begin(
        _ initiation: Initiation, entry: TimelineEntry, decide: (Initiation.Situation) -> Initiation.Decision
    ) throws -> Initiation.Decision {
        try pool.write { db in
            let situation = Initiation.Situation(
                sameID: try Self.call(initiation.id, db),
                ofCaller: try Self.current(of: initiation.caller.user, db),
                ofCallee: try Self.current(of: initiation.callee, db))
            let decision = decide(situation)
            if decision.isChanged, let call = decision.call {
                try Self.save(call, db)
                try Self.append(entry, to: call, db)
            }
            return decision
        }
    }

    package func update(
        _ id: CallID, change: (inout Call) -> CallChange
    ) throws -> (call: Call, change: CallChange)? {
        try pool.write { db in
            guard var call = try Self.call(id, db) else { return nil }
            let before = call
            let change = change(&call)
            if call != before { try Self.save(call, db) }
            if let entry = change.entry { try Self.append(entry, to: call, db) }
            return (call, change)
        }
    }

    package func call(_ id: CallID) throws -> Call? {
        try pool.read { db in try Self.call(id, db) }
    }

    package func current(of user: UserID) throws -> Call? {
        try pool.read { db in try Self.current(of: user, db) }
    }

    package func unended() throws -> [Call] {
        try pool.read { db in
            let ids = CallParticipantRecord.select(CallParticipantRecord.Columns.callId)
            return try CallRecord.filter(ids.contains(CallRecord.Columns.id)).fetchAll(db).map {
                try $0.call()
            }
        }
    }

    // MARK: Parts of a transaction

    private static func call(_ id: CallID, _ db: Database) throws -> Call? {
        let key = id.description
        let byAlias = CallRecord.filter(CallRecord.Columns.alias == key)
        return try (CallRecord.fetchOne(db, key: key) ?? byAlias.fetchOne(db))?.call()
    }

    private static func current(of user: UserID, _ db: Database) throws -> Call? {
        guard let participant = try CallParticipantRecord.fetchOne(db, key: user.description) else {
            return nil
        }
        return try CallRecord.fetchOne(db, key: participant.callId)?.call()
    }

    private static func save(_ call: Call, _ db: Database) throws {
        try CallRecord(call).upsert(db)
        let id = call.id.description
        if call.isEnded {
            try CallParticipantRecord.filter(CallParticipantRecord.Columns.callId == id).deleteAll(db)
        } else {
            for user in [call.caller.user, call.callee] {
                // An insert that meets another call of this person must fail, and one of the same call
                // must not.
                let record = CallParticipantRecord(accountId: user.description, callId: id)
                if try CallParticipantRecord.fetchOne(db, key: record.accountId)?.callId != id {
                    try record.insert(db)
                }
            }
        }
    }

    /// The last line of a call, its ending, always has room.
    private static func append(_ entry: TimelineEntry, to call: Call, _ db: Database) throws {
        let lines = TimelineRecord.filter(TimelineRecord.Columns.callId == call.id.description)
        let last = try lines.select(max(TimelineRecord.Columns.line), as: Int.self).fetchOne(db) ?? 0
        guard last < timelineLimit || call.isEnded else { return }
        try TimelineRecord(entry, call: call.id, line: last + 1).insert(db)
    }
}

extension SQLiteCallStore: CallHistory {
    package func calls(of user: UserID, before: Timestamp?, limit: Int) async throws -> [HistoryEntry] {
        try await pool.read { db in
            let key = user.description
            let ended = CallRecord.filter(
                CallRecord.Columns.callerId == key || CallRecord.Columns.calleeId == key
            ).filter(CallRecord.Columns.state == CallRecord.State.ended.rawValue)
            let earlier = before.map { ended.filter(CallRecord.Columns.startedAt < $0.milliseconds) } ?? ended
            var page = try earlier.order(CallRecord.Columns.startedAt.desc, CallRecord.Columns.id)
                .limit(limit).fetchAll(db)
            if page.count == limit, let last = page.last {
                page += try ended.filter(CallRecord.Columns.startedAt == last.startedAt)
                    .filter(CallRecord.Columns.id > last.id).order(CallRecord.Columns.id).fetchAll(db)
            }
            return try Self.entries(page.map { try $0.call() }, of: user, db)
        }
    }

    package func call(_ id: CallID, of user: UserID) async throws -> HistoryEntry? {
        try await pool.read { db in
            guard let call = try Self.call(id, db), call.involves(user) else { return nil }
            return try Self.entries([call], of: user, db).first
        }
    }

    package func timeline(of id: CallID) async throws -> [TimelineEntry] {
        try await pool.read { db in
            try TimelineRecord.filter(TimelineRecord.Columns.callId == id.description)
                .order(TimelineRecord.Columns.line).fetchAll(db).map(\.entry)
        }
    }

    /// The calls with their other people, who are read together.
    private static func entries(_ calls: [Call], of user: UserID, _ db: Database) throws -> [HistoryEntry] {
        let peers = Set(calls.map { $0.peer(of: user).description })
        let accounts = try AccountRecord.fetchAll(db, keys: peers)
        let byID = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0) })
        return try calls.map { call in
            let peer = call.peer(of: user)
            // The schema removes calls together with their people.
            guard let account = byID[peer.description] else {
                throw DamagedRecord(table: CallRecord.databaseTableName, key: call.id.description)
            }
            return HistoryEntry(
                call: call, peer: Person(id: peer, username: account.username, name: account.name))
        }
    }
}
