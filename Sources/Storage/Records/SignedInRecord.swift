import Accounts
import CallCore
import GRDB

/// A row of `session` together with that of its account, without the password's hash.
struct SignedInRecord: KeyedRecord {
    static let databaseTableName = SessionRecord.databaseTableName
    static let keyColumn = "id"

    /// The session with an id.
    static let byID = """
        SELECT session.id, session.account_id, session.created_at, session.last_seen_at, session.expires_at,
            account.username, account.name, account.is_disabled, account.role, account.created_at
        FROM session JOIN account ON account.id = session.account_id WHERE session.id = ?
        """

    private let id: String
    private let accountID: String
    private let createdAt, lastSeenAt, expiresAt: Int64
    private let username, name: String
    private let isDisabled: Bool
    private let role: Account.Role
    private let accountCreatedAt: Int64

    init(row: Row) throws {
        id = try row.decode(atIndex: 0)
        accountID = try row.decode(atIndex: 1)
        createdAt = try row.decode(atIndex: 2)
        lastSeenAt = try row.decode(atIndex: 3)
        expiresAt = try row.decode(atIndex: 4)
        username = try row.decode(atIndex: 5)
        name = try row.decode(atIndex: 6)
        isDisabled = try row.decode(atIndex: 7)
        role = try row.decode(atIndex: 8)
        accountCreatedAt = try row.decode(atIndex: 9)
    }

    /// - Throws: ``DamagedRecord`` when the account's id can be nobody's, or a moment is none.
    func signedIn() throws(DamagedRecord) -> SignedIn {
        guard let accountID = UserID(accountID), let accountCreatedAt = Timestamp(stored: accountCreatedAt),
            let createdAt = Timestamp(stored: createdAt), let lastSeenAt = Timestamp(stored: lastSeenAt),
            let expiresAt = Timestamp(stored: expiresAt)
        else { throw DamagedRecord(table: Self.databaseTableName, key: id) }
        return SignedIn(
            account: Account(
                id: accountID, username: username, name: name, isDisabled: isDisabled, role: role,
                createdAt: accountCreatedAt),
            session: Session(
                id: id, accountID: accountID, createdAt: createdAt, lastSeenAt: lastSeenAt,
                expiresAt: expiresAt))
    }
}
