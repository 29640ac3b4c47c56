import CallCore
import GRDB
import Switchboard

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
    /// Counted from one within the call.
    var line: Int
    var at: Int64
    var kind: String
    var accountId: String?
    var deviceId: String?
    var detail: String?

    init(_ entry: TimelineEntry, call: CallID, line: Int) {
        callId = call.description
        self.line = line
        at = entry.at.milliseconds
        kind = entry.kind
        accountId = entry.party?.user.description
        deviceId = entry.party?.device.description
        detail = entry.detail
    }

    var entry: TimelineEntry {
        var party: Party?
        if let user = accountId.flatMap(UserID.init), let device = deviceId.flatMap(DeviceID.init) {
            party = Party(user: user, device: device)
        }
        return TimelineEntry(at: Timestamp(milliseconds: at), kind: kind, party: party, detail: detail)
    }
}
