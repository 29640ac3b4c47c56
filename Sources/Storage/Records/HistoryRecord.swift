import CallCore
import GRDB
import Signaling

/// What a look back needs of a row of `call`. Where the row stands in the history is known whatever stands in it, so
/// that a damaged one holds up nobody who goes on behind it.
struct HistoryRecord: KeyedRecord, TableRecord {
    static let databaseTableName = "call"
    static let keyColumn = "id"

    enum Columns {
        static let id = Column("id")
        static let alias = Column("alias")
        static let callerId = Column("caller_id")
        static let calleeId = Column("callee_id")
        static let startedAt = Column("started_at")
        static let answeredAt = Column("answered_at")
        static let state = Column("state")
        static let endedAt = Column("ended_at")
        static let endReason = Column("end_reason")
        static let endedBy = Column("ended_by")
    }

    static var databaseSelection: [any SQLSelectable] {
        [
            Columns.id, Columns.callerId, Columns.calleeId, Columns.startedAt, Columns.answeredAt,
            Columns.state, Columns.endedAt, Columns.endReason,
        ]
    }

    let id: String
    let startedAt: Int64
    private let row: Row

    init(row: Row) {
        id = Self.text(row, Columns.id) ?? ""
        startedAt = Self.place(row[Columns.startedAt])
        // What is handed in changes with the next row.
        self.row = row.copy()
    }

    /// A person's ended calls on one side of them that began before a moment, newest first.
    static func ended(
        _ side: Column, of user: UserID, before: Timestamp
    ) -> QueryInterfaceRequest<HistoryRecord> {
        ended(side, of: user).filter(Columns.startedAt < before.milliseconds)
    }

    /// A person's ended calls on one side of them that began in the same millisecond as another and come after it.
    static func ended(
        _ side: Column, of user: UserID, beside last: HistoryRecord
    ) -> QueryInterfaceRequest<HistoryRecord> {
        // Nothing more may be said of the moment: with a second condition SQLite reads all the calls before it.
        ended(side, of: user).filter(Columns.startedAt == last.startedAt).filter(Columns.id > last.id)
    }

    /// In the order of the index of that side, without what a person has never heard of.
    private static func ended(_ side: Column, of user: UserID) -> QueryInterfaceRequest<HistoryRecord> {
        let ended = filter(side == user.description)
            .filter(Columns.state == "ended")
            .order(Columns.startedAt.desc, Columns.id)
        return side.name == Columns.calleeId.name ? ended.filter(!wasTurnedAway) : ended
    }

    /// A call of somebody whom the callee had blocked: declined, and by nobody.
    private static let wasTurnedAway: SQLExpression =
        Columns.endReason == EndReason.declined.rawValue && Columns.endedBy == nil

    /// Newest first; those that began together by their ids.
    static func comesBefore(_ left: HistoryRecord, _ right: HistoryRecord) -> Bool {
        (right.startedAt, left.id) < (left.startedAt, right.id)
    }

    /// The id of the other one of its two people; nil when this person is none of them.
    func peer(of user: UserID) -> String? {
        switch user.description {
        case Self.text(row, Columns.callerId): Self.text(row, Columns.calleeId)
        case Self.text(row, Columns.calleeId): Self.text(row, Columns.callerId)
        default: nil
        }
    }

    /// - Parameters:
    ///   - user: One of its two people.
    ///   - peer: The other one; nil when there is none.
    /// - Throws: ``DamagedRecord`` when the row does not make sense, which only another program can have
    ///   brought about.
    func entry(for user: UserID, peer: HistoryEntry.Peer?) throws(DamagedRecord) -> HistoryEntry {
        guard let call = CallID(id), let peer, let startedAt = try moment(Columns.startedAt) else {
            throw Self.damaged(row)
        }
        return HistoryEntry(
            call: call,
            direction: Self.text(row, Columns.callerId) == user.description ? .outgoing : .incoming,
            peer: peer, startedAt: startedAt, answeredAt: try moment(Columns.answeredAt),
            ending: try ending())
    }

    private func ending() throws(DamagedRecord) -> HistoryEntry.Ending? {
        guard let endedAt = try moment(Columns.endedAt) else {
            if Self.text(row, Columns.state) == "ended" { throw Self.damaged(row) }
            return nil
        }
        guard let reason = Self.text(row, Columns.endReason).flatMap(EndReason.init(rawValue:)) else {
            throw Self.damaged(row)
        }
        return HistoryEntry.Ending(reason: reason, at: endedAt)
    }

    // MARK: Columns

    private func moment(_ column: Column) throws(DamagedRecord) -> Timestamp? {
        let stored: DatabaseValue = row[column]
        if stored.isNull { return nil }
        guard let moment = Int64.fromDatabaseValue(stored).flatMap(Timestamp.init(stored:)) else {
            throw Self.damaged(row)
        }
        return moment
    }

    private static func text(_ row: Row, _ column: Column) -> String? {
        let stored: DatabaseValue = row[column]
        return String.fromDatabaseValue(stored)
    }

    /// Where a moment stands among the others: never behind itself, so that whoever goes on from there gets on.
    private static func place(_ moment: DatabaseValue) -> Int64 {
        switch moment.storage {
        case .int64(let milliseconds): milliseconds
        case .double(let milliseconds):
            Int64(exactly: milliseconds.rounded(.down)) ?? (milliseconds < 0 ? .min : .max)
        case .null, .string, .blob: .min
        }
    }
}
