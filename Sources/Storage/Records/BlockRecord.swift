import CallCore
import GRDB

/// A row of `block`.
struct BlockRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "block"

    enum Columns {
        static let blockerID = Column("blocker_id")
        static let blockedID = Column("blocked_id")
    }

    enum CodingKeys: String, CodingKey {
        case blockerID = "blocker_id"
        case blockedID = "blocked_id"
        case createdAt = "created_at"
    }

    var blockerID: String
    var blockedID: String
    var createdAt: Int64

    static func filter(blocker: UserID) -> QueryInterfaceRequest<Self> {
        filter(Columns.blockerID == blocker.description)
    }

    static func filter(blocker: UserID, blocked: UserID) -> QueryInterfaceRequest<Self> {
        filter(blocker: blocker).filter(Columns.blockedID == blocked.description)
    }

    /// Has the first one blocked the second one?
    static let existsSQL = "SELECT EXISTS (SELECT 1 FROM block WHERE blocker_id = ? AND blocked_id = ?)"
}
