import GRDB

/// A row of `known_browser`.
struct KnownBrowserRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "known_browser"

    enum Columns {
        static let accountID = Column("account_id")
        static let id = Column("id")
        static let lastUsedAt = Column("last_used_at")
    }

    enum CodingKeys: String, CodingKey {
        case accountID = "account_id"
        case id
        case lastUsedAt = "last_used_at"
    }

    var accountID: String
    var id: String
    var lastUsedAt: Int64

    static func filter(accountID: String) -> QueryInterfaceRequest<Self> {
        filter(Columns.accountID == accountID)
    }
}
