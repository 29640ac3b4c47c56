import CallCore
import GRDB

/// A row of `call_timeline`.
struct TimelineRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "call_timeline"
    static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase
    static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase

    enum Columns {
        static let callId = Column("call_id")
        static let line = Column("line")
    }

    var callId: String
    var at: Int64
    var kind: String
    var accountId: String?
    var deviceId: String?
    var detail: String?

    var entry: TimelineEntry {
        var endpoint: Endpoint?
        if let user = accountId.flatMap({ UserID($0) }), let device = deviceId.flatMap({ DeviceID($0) }) {
            endpoint = Endpoint(user: user, device: device)
        }
        return TimelineEntry(at: Timestamp(milliseconds: at), kind: kind, endpoint: endpoint, detail: detail)
    }

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
