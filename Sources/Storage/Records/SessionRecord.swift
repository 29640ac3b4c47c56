import Accounts
import Foundation
import GRDB

/// A row of `session`.
struct SessionRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "session"

    enum Columns {
        static let id = Column("id")
        static let accountID = Column("account_id")
        static let lastSeenAt = Column("last_seen_at")
        static let expiresAt = Column("expires_at")
    }

    enum CodingKeys: String, CodingKey {
        case id
        case accountID = "account_id"
        case createdAt = "created_at"
        case lastSeenAt = "last_seen_at"
        case expiresAt = "expires_at"
    }

    var id: String
    var accountID: String
    var createdAt: Int64
    var lastSeenAt: Int64
    var expiresAt: Int64

    init(_ session: Session) {
        id = session.id
        accountID = session.accountID
        createdAt = session.createdAt.millisecondsSince1970
        lastSeenAt = session.lastSeenAt.millisecondsSince1970
        expiresAt = session.expiresAt.millisecondsSince1970
    }

    var session: Session {
        Session(
            id: id, accountID: accountID, createdAt: Date(millisecondsSince1970: createdAt),
            lastSeenAt: Date(millisecondsSince1970: lastSeenAt),
            expiresAt: Date(millisecondsSince1970: expiresAt))
    }

    static func filter(accountID: Account.ID) -> QueryInterfaceRequest<Self> {
        filter(Columns.accountID == accountID)
    }
}
