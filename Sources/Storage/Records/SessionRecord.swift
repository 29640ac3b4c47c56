import Accounts
import CallCore
import GRDB

/// A row of `session`.
struct SessionRecord: Codable, KeyedRecord, PersistableRecord {
    static let databaseTableName = "session"
    static let keyColumn = "id"

    enum Columns {
        static let id = Column("id")
        static let accountID = Column("account_id")
        static let createdAt = Column("created_at")
        static let lastSeenAt = Column("last_seen_at")
        static let expiresAt = Column("expires_at")
        static let userAgent = Column("user_agent")
    }

    enum CodingKeys: String, CodingKey {
        case id
        case accountID = "account_id"
        case createdAt = "created_at"
        case lastSeenAt = "last_seen_at"
        case expiresAt = "expires_at"
        case userAgent = "user_agent"
    }

    var id: String
    var accountID: String
    var createdAt: Int64
    var lastSeenAt: Int64
    var expiresAt: Int64
    var userAgent: String?

    init(_ session: Session) {
        id = session.id
        accountID = session.accountID.description
        createdAt = session.createdAt.milliseconds
        lastSeenAt = session.lastSeenAt.milliseconds
        expiresAt = session.expiresAt.milliseconds
        userAgent = session.userAgent?.text
    }

    /// - Throws: ``DamagedRecord`` when the account's id can be nobody's, or a moment is none.
    func session() throws(DamagedRecord) -> Session {
        guard let accountID = UserID(accountID), let createdAt = Timestamp(stored: createdAt),
            let lastSeenAt = Timestamp(stored: lastSeenAt), let expiresAt = Timestamp(stored: expiresAt)
        else { throw DamagedRecord(table: Self.databaseTableName, key: id) }
        return Session(
            id: id, accountID: accountID, createdAt: createdAt, lastSeenAt: lastSeenAt, expiresAt: expiresAt,
            userAgent: userAgent.flatMap { UserAgent($0) })
    }

    /// Those whose id is a text, which is all that a column of texts should hold.
    static let isNamed: SQL = "typeof(id) = 'text'"

    /// Those that have not expired; an end that lies beyond all time is none. Disabling an account has ended its
    /// sessions, so their rows say it all.
    static func valid(at now: Timestamp) -> QueryInterfaceRequest<Self> {
        filter(literal: isNamed).filter(Columns.expiresAt > now.milliseconds)
            .filter(Columns.expiresAt <= Timestamp.latestStorable.milliseconds)
    }

    /// Is there a session with this id that ends after the one moment and before the other?
    static let existsSQL =
        "SELECT EXISTS (SELECT 1 FROM session WHERE id = ? AND expires_at > ? AND expires_at <= ?)"

    static func filter(accountID: String) -> QueryInterfaceRequest<Self> {
        filter(Columns.accountID == accountID)
    }
}
