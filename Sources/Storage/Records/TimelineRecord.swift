import CallCore
import GRDB

/// A row of `call_timeline`.
struct TimelineRecord: Codable, KeyedRecord, PersistableRecord {
    static let databaseTableName = "call_timeline"
    static let keyColumn = "line"
    static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase
    static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase

    enum Columns {
        static let callId = Column("call_id")
        static let line = Column("line")
    }

    var line: Int64
    var callId: String
    var at: Int64
    var kind: String
    var accountId: String?
    var deviceId: String?
    var detail: String?

    /// What was noted about a call, in no order.
    static func lines(of call: CallID) -> QueryInterfaceRequest<Self> {
        filter(Columns.callId == call.description)
    }

    /// - Throws: ``DamagedRecord`` when the moment is none, or the device nobody's.
    func entry() throws(DamagedRecord) -> TimelineEntry {
        guard let at = Timestamp(stored: at) else { throw damaged }
        return TimelineEntry(at: at, kind: kind, endpoint: try endpoint(), detail: detail)
    }

    private func endpoint() throws(DamagedRecord) -> Endpoint? {
        if accountId == nil, deviceId == nil { return nil }
        guard let user = accountId.flatMap({ UserID($0) }), let device = deviceId.flatMap({ DeviceID($0) })
        else { throw damaged }
        return Endpoint(user: user, device: device)
    }

    private var damaged: DamagedRecord { DamagedRecord(table: Self.databaseTableName, key: "\(line)") }

    /// Adds a line behind those that are there.
    static let insertSQL = """
        INSERT INTO call_timeline (call_id, at, kind, account_id, device_id, detail) VALUES (?, ?, ?, ?, ?, ?)
        """

    /// What ``insertSQL`` takes.
    static func arguments(_ entry: TimelineEntry, call: CallID) -> StatementArguments {
        [
            call.description, entry.at.milliseconds, entry.kind, entry.endpoint?.user.description,
            entry.endpoint?.device.description, entry.detail,
        ]
    }
}
