import GRDB

/// A row of `call_participant`: somebody is in a call that is not over.
struct CallParticipantRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "call_participant"
    static let databaseColumnEncodingStrategy = DatabaseColumnEncodingStrategy.convertToSnakeCase
    static let databaseColumnDecodingStrategy = DatabaseColumnDecodingStrategy.convertFromSnakeCase

    enum Columns {
        static let callId = Column("call_id")
    }

    var accountId: String
    var callId: String
}
