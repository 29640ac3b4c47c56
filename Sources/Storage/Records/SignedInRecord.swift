import Accounts
import CallCore
import GRDB

/// A row of `session` together with that of its account, without the password's hash.
struct SignedInRecord: FetchableRecord {
    /// The session with an id.
    static let byID = """
        SELECT session.account_id, session.created_at, session.last_seen_at, session.expires_at,
            account.username, account.name, account.is_disabled, account.created_at
        FROM session JOIN account ON account.id = session.account_id WHERE session.id = ?
        """

    private let accountID: String
    private let createdAt, lastSeenAt, expiresAt: Int64
    private let username, name: String
    private let isDisabled: Bool
    private let accountCreatedAt: Int64

    init(row: Row) {
        accountID = row[0]
        createdAt = row[1]
        lastSeenAt = row[2]
        expiresAt = row[3]
        username = row[4]
        name = row[5]
        isDisabled = row[6]
        accountCreatedAt = row[7]
    }

    /// - Throws: ``DamagedRecord`` when the account's id can be nobody's.
    func signedIn(id: Session.ID) throws(DamagedRecord) -> SignedIn {
        guard let accountID = UserID(accountID) else {
            throw DamagedRecord(table: SessionRecord.databaseTableName, key: id)
        }
        return SignedIn(
            account: Account(
                id: accountID, username: username, name: name, isDisabled: isDisabled,
                createdAt: Timestamp(milliseconds: accountCreatedAt)),
            session: Session(
                id: id, accountID: accountID, createdAt: Timestamp(milliseconds: createdAt),
                lastSeenAt: Timestamp(milliseconds: lastSeenAt), expiresAt: Timestamp(milliseconds: expiresAt)
            ))
    }
}
