import CallCore
import GRDB
import Switchboard

/// A row of `call_timeline`.
struct TimelineRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "call_timeline"
    static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase
    static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase

    enum Columns {
        static let id = Column("id")
        static let callId = Column("call_id")
    }

    var id: Int64?
    var callId: String
    var at: Int64
    var kind: String
    var accountId: String?
    var deviceId: String?
    var detail: String?

    init(_ entry: TimelineEntry, call: CallID) {
        id = nil
        callId = call.description
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
