import CallCore
import GRDB

/// What a look back needs of a row of `call`.
struct HistoryRecord: Codable, FetchableRecord, TableRecord {
    static let databaseTableName = "call"
    static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase

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
    }

    static var databaseSelection: [any SQLSelectable] {
        [
            Columns.id, Columns.callerId, Columns.calleeId, Columns.startedAt, Columns.answeredAt,
            Columns.endedAt, Columns.endReason,
        ]
    }

    var id: String
    var callerId: String
    var calleeId: String
    var startedAt: Int64
    var answeredAt: Int64?
    var endedAt: Int64?
    var endReason: String?

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

    /// In the order of the index of that side.
    private static func ended(_ side: Column, of user: UserID) -> QueryInterfaceRequest<HistoryRecord> {
        filter(side == user.description)
            .filter(Columns.state == "ended")
            .order(Columns.startedAt.desc, Columns.id)
    }

    /// Newest first; those that began together by their ids.
    static func comesBefore(_ left: HistoryRecord, _ right: HistoryRecord) -> Bool {
        (right.startedAt, left.id) < (left.startedAt, right.id)
    }

    /// The id of the other one of its two people; nil when this person is none of them.
    func peer(of user: UserID) -> String? {
        switch user.description {
        case callerId: calleeId
        case calleeId: callerId
        default: nil
        }
    }

    /// - Parameters:
    ///   - user: One of its two people.
    ///   - peer: The account of the other one; nil when there is none.
    /// - Throws: ``DamagedRecord`` when the row does not make sense, which only another program can have
    ///   brought about.
    func entry(for user: UserID, peer: AccountRecord?) throws(DamagedRecord) -> HistoryEntry {
        guard let call = CallID(id), let peer = try peer?.person() else {
            throw DamagedRecord(table: Self.databaseTableName, key: id)
        }
        return HistoryEntry(
            call: call, direction: callerId == user.description ? .outgoing : .incoming, peer: peer,
            startedAt: Timestamp(milliseconds: startedAt),
            answeredAt: answeredAt.map(Timestamp.init(milliseconds:)), ending: try ending())
    }

    private func ending() throws(DamagedRecord) -> HistoryEntry.Ending? {
        guard let endedAt else { return nil }
        guard let reason = endReason.flatMap(EndReason.init(rawValue:)) else {
            throw DamagedRecord(table: Self.databaseTableName, key: id)
        }
        return HistoryEntry.Ending(reason: reason, at: Timestamp(milliseconds: endedAt))
    }
}
